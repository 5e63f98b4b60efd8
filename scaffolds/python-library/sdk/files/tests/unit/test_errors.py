import httpx
import pytest
from pydantic import BaseModel

from <%= it.package %> import (
    ApiError,
    ConflictError,
    Detail,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    UnauthenticatedError,
    UnavailableError,
    UnexpectedAnswerError,
)

from tests.answers import envelope, failure
from tests.api import Api


class Pack(BaseModel):
    id: str


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "invalid_cursor", InvalidRequestError),
        (401, "unauthenticated", UnauthenticatedError),
        (403, "forbidden", ForbiddenError),
        (404, "not_found", NotFoundError),
        (405, "method_not_allowed", InvalidRequestError),
        (409, "conflict", ConflictError),
        (422, "validation_failed", InvalidRequestError),
        (500, "internal", ApiError),
    ],
)
def test_each_refusal_has_its_class(status: int, code: str, kind: type[ApiError]) -> None:
    api = Api([httpx.Response(status, json=failure(code, "no"))])
    with pytest.raises(kind) as caught:
        api.client().get("/packs/x", Pack)
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.code, caught.value.request_id) == (status, code, "4f9c2d")


def test_an_error_says_where_and_how_to_find_it_in_the_logs() -> None:
    body = failure("validation_failed", "2 values are not allowed", [{"field": "query.limit", "message": "too large"}])
    api = Api([httpx.Response(422, json=body)])
    with pytest.raises(InvalidRequestError) as caught:
        api.client().get("/packs", Pack)
    assert caught.value.details == (Detail("query.limit", "too large"),)
    assert str(caught.value) == (
        "422 validation_failed: 2 values are not allowed (request 4f9c2d)\n  query.limit: too large"
    )


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (401, UnauthenticatedError, "unauthenticated"),
        (429, RateLimitedError, "rate_limited"),
        (503, UnavailableError, "unavailable"),
    ],
)
def test_what_the_gateway_says_has_a_class_too(status: int, kind: type[ApiError], code: str) -> None:
    api = Api([httpx.Response(status, text="no envelope", headers={"X-Request-ID": "e1"}) for _ in range(3)])
    with pytest.raises(kind) as caught:
        api.client().get("/packs", Pack)
    assert (caught.value.code, caught.value.request_id) == (code, "e1")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(200, text="<html>"), r"GET https://api\.test/api/tide/packs: the body: Invalid JSON"),
        (httpx.Response(200, json=envelope({})), r"packs: data\.id: Field required"),
        (httpx.Response(200, json={"data": {"id": "a"}}), "packs: meta: Field required"),
        (httpx.Response(302, headers={"Location": "https://login.test"}), "the body: Invalid JSON"),
        (httpx.Response(500, text="oops"), "packs: status 500 without an error envelope"),
    ],
)
def test_what_keeps_no_contract_is_named(answer: httpx.Response, message: str) -> None:
    with pytest.raises(UnexpectedAnswerError, match=message):
        Api([answer]).client().get("/packs?token=secret", Pack)


def test_a_message_holds_no_query() -> None:
    with pytest.raises(UnexpectedAnswerError) as caught:
        Api([httpx.Response(500, text="oops")]).client().get("/packs?token=secret", Pack)
    assert "secret" not in str(caught.value)
