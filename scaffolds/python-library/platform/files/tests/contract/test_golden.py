"""The answers of this package match the family's golden files."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from <%= it.package %> import pagination
from <%= it.package %>.envelope import ApiError, ErrorDetail, failure, many, one
from <%= it.package %>.lineage import Lineage, parse_reference

GOLDEN = Path(__file__).parent / "golden"
NEXT = pagination.Page([{"a": 1}], 1, "bmV4dA")
LAST: pagination.Page[dict[str, int]] = pagination.Page([], 200, None, datetime(2026, 1, 1, tzinfo=UTC))
ERROR = ApiError(409, "conflict", "it is taken", [ErrorDetail(field="body.name", message="is taken")])


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        ("envelope", one({"a": 1})),
        ("page", many(NEXT)),
        ("page", many(LAST)),
        ("error", failure(ERROR)),
        ("error", failure(ApiError(404, "not_found", "there is none"))),
    ],
)
def test_bodies_are_as_published(schema: str, body: object) -> None:
    document = json.loads((GOLDEN / f"{schema}.schema.json").read_text())
    errors = Draft202012Validator(document).iter_errors(json.loads(body.model_dump_json()))  # type: ignore[attr-defined]
    assert [error.message for error in errors] == []


def test_lineage_has_the_published_digests() -> None:
    for case in json.loads((GOLDEN / "lineage.json").read_text()):
        sources = tuple(parse_reference(source) for source in case["sources"])
        lineage = Lineage(sources, case["parameters"])
        if case["sha256"] is None:
            with pytest.raises(ValueError, match="write it as a text"):
                lineage.digest()
        else:
            assert lineage.digest() == case["sha256"]
