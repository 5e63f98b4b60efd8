"""The bodies of answers. tests/contract/golden states the same as JSON Schema.

Fields that are not known here are left aside: an API may add some without breaking anybody.
"""

from typing import Generic, TypeVar

import httpx
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from .errors import Detail, UnexpectedAnswerError, error_class

Thing = TypeVar("Thing", bound=BaseModel)
Body = TypeVar("Body", bound=BaseModel)

# A gateway or load balancer in front of an API answers in another form.
_CODES_OF_OTHERS = {
    401: "unauthenticated",
    429: "rate_limited",
    502: "unavailable",
    503: "unavailable",
    504: "unavailable",
}


class Answer(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True)


class Meta(Answer):
    """Facts about the answer itself."""

    request_id: str


class Envelope(Answer, Generic[Thing]):
    """A success with one thing."""

    data: Thing
    meta: Meta


class PageInfo(Answer):
    """Where a list goes on, and the moment before which it leaves everything out; None where it leaves out nothing."""

    limit: int
    next_cursor: str | None
    since: AwareDatetime | None


class Page(Answer, Generic[Thing]):
    """A success with a list."""

    data: tuple[Thing, ...]
    page: PageInfo
    meta: Meta


class ErrorDetail(Answer):
    """What is wrong at one place."""

    field: str
    message: str


class ErrorBody(Answer):
    """What went wrong."""

    code: str
    message: str
    details: tuple[ErrorDetail, ...]


class ErrorEnvelope(Answer):
    """Every status of 400 and above."""

    error: ErrorBody
    meta: Meta


def read(response: httpx.Response, body: type[Body]) -> Body:
    """The body of a success.

    Raises:
        ApiError: for a status of 400 and above.
        UnexpectedAnswerError: for a body that keeps no contract.
    """
    if response.status_code >= 400:
        _raise(response)
    try:
        return body.model_validate_json(response.content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the body"
        raise UnexpectedAnswerError(f"{_call(response)}: {place}: {first['msg']}") from error


def _raise(response: httpx.Response) -> None:
    status = response.status_code
    try:
        envelope = ErrorEnvelope.model_validate_json(response.content)
    except ValidationError as error:
        code = _CODES_OF_OTHERS.get(status)
        if code is None:
            raise UnexpectedAnswerError(f"{_call(response)}: status {status} without an error envelope") from error
        request_id = response.headers.get("X-Request-ID", "")
        raise error_class(status)(status, code, response.reason_phrase, (), request_id) from None
    told = envelope.error
    details = tuple(Detail(detail.field, detail.message) for detail in told.details)
    raise error_class(status)(status, told.code, told.message, details, envelope.meta.request_id)


def _call(response: httpx.Response) -> str:
    # Leave out the query: it may hold data that does not belong in a log.
    return f"{response.request.method} {response.request.url.copy_with(query=None)}"
