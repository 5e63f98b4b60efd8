"""The shape of every answer. tests/contract/golden states the same as JSON Schema."""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from . import context, pagination

T = TypeVar("T")


class Closed(BaseModel):
    """Nothing but the fields below."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Meta(Closed):
    """About the answer, not about the thing."""

    request_id: str = Field(description="The same as the header X-Request-ID")


class Envelope(Closed, Generic[T]):
    """A success with one thing."""

    data: T
    meta: Meta


class PageInfo(Closed):
    """Where a list goes on."""

    limit: int
    next_cursor: str | None = Field(description="For ?cursor=; null on the last page")
    since: datetime | None = Field(description="What is older is left out of the list; null where nothing is")


class PageEnvelope(Closed, Generic[T]):
    """A success with a list."""

    data: Sequence[T]
    page: PageInfo
    meta: Meta


class ErrorDetail(Closed):
    """What is wrong at one place of the request."""

    field: str = Field(description="Where in the request: query.limit, body.pack_id")
    message: str


class Error(Closed):
    """`code` is for programs and stays when `message` is reworded."""

    code: str
    message: str
    details: Sequence[ErrorDetail]


class ErrorEnvelope(Closed):
    """Every status of 400 and above."""

    error: Error
    meta: Meta


class ApiError(Exception):
    """An answer that is no success; raised anywhere below an endpoint."""

    def __init__(self, status: int, code: str, message: str, details: Sequence[ErrorDetail] = ()) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.details = tuple(details)
        super().__init__(message)


def not_found(what: str, identifier: object) -> ApiError:
    """404, naming what there is not."""
    return ApiError(404, "not_found", f"there is no {what} {identifier}")


def one(data: T) -> Envelope[T]:
    """The answer with this thing."""
    return Envelope(data=data, meta=meta())


def many(page: pagination.Page[T]) -> PageEnvelope[T]:
    """The answer with this page."""
    info = PageInfo(limit=page.limit, next_cursor=page.next_cursor, since=page.since)
    return PageEnvelope(data=page.items, page=info, meta=meta())


def failure(error: ApiError) -> ErrorEnvelope:
    """The answer for this error."""
    return ErrorEnvelope(error=Error(code=error.code, message=error.message, details=error.details), meta=meta())


def meta() -> Meta:
    """Of the request that is being answered."""
    return Meta(request_id=context.request_id())
