"""Every error leaves in the same envelope."""

import logging
from http import HTTPStatus

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ..db import DatabaseUnavailableError, first_line
from ..envelope import ApiError, ErrorDetail, failure
from ..pagination import InvalidCursorError

logger = logging.getLogger(__name__)

CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
}
RETRY_SECONDS = "2"


def answer(error: ApiError, headers: dict[str, str] | None = None) -> JSONResponse:
    """The error as a response."""
    return JSONResponse(failure(error).model_dump(mode="json"), error.status, headers)


def install_error_handlers(app: FastAPI) -> None:
    """For everything that an endpoint may raise; what is unforeseen is RequestMiddleware's."""

    @app.exception_handler(ApiError)
    async def api_error(_: Request, error: ApiError) -> JSONResponse:
        return answer(error)

    @app.exception_handler(InvalidCursorError)
    async def invalid_cursor(_: Request, error: InvalidCursorError) -> JSONResponse:
        detail = ErrorDetail(field="query.cursor", message=str(error))
        return answer(ApiError(400, "invalid_cursor", "the cursor is not allowed", [detail]))

    @app.exception_handler(RequestValidationError)
    async def validation_failed(_: Request, error: RequestValidationError) -> JSONResponse:
        details = [ErrorDetail(field=".".join(map(str, each["loc"])), message=each["msg"]) for each in error.errors()]
        message = f"{len(details)} of the request's values are not allowed"
        return answer(ApiError(422, "validation_failed", message, details))

    @app.exception_handler(HTTPException)
    async def http_error(_: Request, error: HTTPException) -> JSONResponse:
        code = CODES.get(error.status_code, "internal" if error.status_code >= 500 else "bad_request")
        message = error.detail or HTTPStatus(error.status_code).phrase
        return answer(ApiError(error.status_code, code, message), dict(error.headers or {}))

    @app.exception_handler(psycopg.DataError)
    async def not_storable(_: Request, error: psycopg.DataError) -> JSONResponse:
        # What no type of ours refuses and Postgres does: a NUL in a text, a date after the year 9999.
        logger.info("not storable: %s", first_line(error))
        return answer(ApiError(422, "validation_failed", "one of the request's values cannot be stored"))

    @app.exception_handler(DatabaseUnavailableError)
    async def unavailable(_: Request, error: DatabaseUnavailableError) -> JSONResponse:
        logger.warning("the database is unavailable: %s", error)
        return answer(ApiError(503, "unavailable", "try again in a moment"), {"Retry-After": RETRY_SECONDS})
