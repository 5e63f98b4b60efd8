"""This package reads what the APIs promise in golden/, which holds the same files as their own tests."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from <%= it.package %> import ApiError, Lineage, parse_reference
from <%= it.package %>.answers import Envelope, ErrorEnvelope, Page

from tests.answers import envelope, failure, page
from tests.api import Api

GOLDEN = Path(__file__).parent / "golden"


class Anything(BaseModel):
    model_config = {"extra": "allow"}


BODIES: list[tuple[str, type[BaseModel], dict[str, Any]]] = [
    ("envelope", Envelope[Anything], envelope({"id": "momentum"})),
    ("page", Page[Anything], page([{"id": "momentum"}], "Y3Vyc29y")),
    ("page", Page[Anything], page([])),
    ("page", Page[Anything], page([], since="2026-01-01T00:00:00Z")),
    ("error", ErrorEnvelope, failure("not_found", "there is no pack x")),
    ("error", ErrorEnvelope, failure("validation_failed", "no", [{"field": "query.limit", "message": "too large"}])),
]


def schema(name: str) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads((GOLDEN / f"{name}.schema.json").read_bytes())
    Draft202012Validator.check_schema(golden)
    return golden


@pytest.mark.parametrize(("name", "model", "body"), BODIES)
def test_what_the_schema_admits_is_read_and_nothing_is_lost(
    name: str, model: type[BaseModel], body: dict[str, Any]
) -> None:
    Draft202012Validator(schema(name)).validate(body)
    assert model.model_validate_json(json.dumps(body)).model_dump(mode="json") == body


@pytest.mark.parametrize(("name", "model", "body"), BODIES)
def test_what_the_schema_requires_this_package_needs(name: str, model: type[BaseModel], body: dict[str, Any]) -> None:
    for field in schema(name)["required"]:
        with pytest.raises(ValidationError, match="Field required"):
            model.model_validate({key: value for key, value in body.items() if key != field})


@pytest.mark.parametrize(("name", "model"), [(name, model) for name, model, _ in BODIES])
def test_this_package_knows_every_field_of_the_schema(name: str, model: type[BaseModel]) -> None:
    assert set(schema(name)["properties"]) == set(model.model_fields)


def test_a_cursor_is_sent_as_the_schema_admits_it() -> None:
    cursor = "-_" + "a" * 1022
    api = Api([httpx.Response(200, json=page([], cursor)), httpx.Response(200, json=page([]))])
    list(api.client().pages("/packs", Anything))
    assert api.requests[1].url.params["cursor"] == cursor


def test_an_error_of_the_schema_becomes_an_exception_with_all_it_says() -> None:
    api = Api([httpx.Response(400, json=failure("invalid_cursor", "no", [{"field": "query.cursor", "message": "x"}]))])
    with pytest.raises(ApiError) as caught:
        api.client().get("/packs", Anything)
    assert (caught.value.code, caught.value.details[0].field) == ("invalid_cursor", "query.cursor")


def test_lineage_has_the_digests_of_the_apis() -> None:
    for case in json.loads((GOLDEN / "lineage.json").read_bytes()):
        lineage = Lineage(tuple(map(parse_reference, case["sources"])), case["parameters"])
        if case["sha256"] is None:
            with pytest.raises(ValueError, match="write it as a text"):
                lineage.digest()
        else:
            assert lineage.digest() == case["sha256"]
