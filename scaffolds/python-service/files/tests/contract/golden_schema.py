"""The family's golden schemas, as validators."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

GOLDEN = Path(__file__).parent / "golden"


def breaks(schema: str, body: object) -> list[str]:
    """Everything in which the body is not as the schema (`envelope`, `page`, `error`) promises."""
    validator = Draft202012Validator(json.loads((GOLDEN / f"{schema}.schema.json").read_text()))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)]
