"""Everything that a call may raise."""

from dataclasses import dataclass


class SdkError(Exception):
    """Any of the errors below."""


class UnreachableError(SdkError):
    """No answer came: no connection, or too late."""


class UnexpectedAnswerError(SdkError):
    """The answer breaks the contract: a newer API, or another program at that address."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What is wrong at one place of the request: `query.limit`, `body.symbol`."""

    field: str
    message: str


class ApiError(SdkError):
    """The API refused. `code` is for programs; `request_id` finds the request in its logs."""

    def __init__(self, status: int, code: str, message: str, details: tuple[Detail, ...], request_id: str) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.request_id = request_id
        places = "".join(f"\n  {detail.field}: {detail.message}" for detail in details)
        super().__init__(f"{status} {code}: {message} (request {request_id or 'unknown'}){places}")


class InvalidRequestError(ApiError):
    """400, 405, 422: the request itself is wrong; repeating it changes nothing."""


class UnauthenticatedError(ApiError):
    """401: no token, or an expired or invalid one."""


class ForbiddenError(ApiError):
    """403: the caller is known, but not allowed."""


class NotFoundError(ApiError):
    """404: there is no such thing."""


class ConflictError(ApiError):
    """409: the state of the thing does not allow this."""


class RateLimitedError(ApiError):
    """429: too many requests, also after waiting."""


class UnavailableError(ApiError):
    """502, 503, 504: no answer, even after retries."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: InvalidRequestError,
    401: UnauthenticatedError,
    403: ForbiddenError,
    404: NotFoundError,
    405: InvalidRequestError,
    409: ConflictError,
    422: InvalidRequestError,
    429: RateLimitedError,
    502: UnavailableError,
    503: UnavailableError,
    504: UnavailableError,
}


def error_class(status: int) -> type[ApiError]:
    """The class for a status; ApiError itself for those without one of their own."""
    return _BY_STATUS.get(status, ApiError)
