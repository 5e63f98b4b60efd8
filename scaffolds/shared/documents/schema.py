"""Documents against their JSON Schema."""

import json
from collections.abc import Mapping
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from .document import Document
from .problem import Problem

_FOLDER = Path(__file__).parent / "schemas"


def schema_problems(document: Document, name: str) -> list[Problem]:
    """Every problem of the document by `schemas/<name>.schema.json`."""
    schema = json.loads((_FOLDER / f"{name}.schema.json").read_bytes())
    return [
        problem
        for error in Draft202012Validator(schema).iter_errors(document.value)
        for problem in _told(document, error)
    ]


def _told(document: Document, error: ValidationError) -> list[Problem]:
    place = tuple(error.absolute_path)
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    where = ".".join(map(str, place)) or "the file"
    properties = schema.get("properties", {})
    match error.validator:
        case "required":
            # There is one error per name, and each lists all names: report each name once.
            missing = [name for name in schema["required"] if error.message.startswith(f"{name!r} ")]
            return [
                document.problem(place, f'{where} has no "{name}"; add {_asked(properties[name])}') for name in missing
            ]
        case "additionalProperties" if isinstance(error.instance, dict):
            known = ", ".join(properties)
            unknown = [name for name in error.instance if name not in properties]
            return [
                document.problem((*place, name), f'{where} has "{name}"; remove it, or write one of {known}')
                for name in unknown
            ]
        case "type" if error.instance is None and place:
            return [document.problem(place, f"{where} is empty; write {_asked(schema)}")]
        case _ if "propertyNames" in error.absolute_schema_path:
            name = str(error.instance)
            return [document.problem((*place, name), f'{where} has "{name}"; write {_asked(schema)}')]
        case _:
            return [document.problem(place, f"{where} is {json.dumps(error.instance)}; write {_asked(schema)}")]


def _asked(schema: Mapping[str, object]) -> str:
    allowed = schema.get("enum")
    choice = f" ({', '.join(map(str, allowed))})" if isinstance(allowed, list) else ""
    return f"{schema.get('description', 'what the schema asks for')}{choice}"
