"""Every error leaves in the same envelope."""

import logging
from http import HTTPStatus

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Match

from ..db import DatabaseUnavailableError, first_line
from ..envelope import ApiError, ErrorDetail, failure
from ..pagination import InvalidCursorError
from .refusals import refused_by_database

logger = logging.getLogger(__name__)

CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
}
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
"""Methods that are there to change something."""

RETRY_SECONDS = "2"


def answer(error: ApiError, headers: dict[str, str] | None = None) -> JSONResponse:
    """The error as a response."""
    return JSONResponse(failure(error).model_dump(mode="json"), error.status, headers)


def allowed(request: Request) -> str:
    """The methods of all routes with this path; whoever answered 405 knew one of them."""
    found = [
        route.methods or set()
        for route in iter_route_contexts(request.app.routes)
        if route.matches(dict(request.scope))[0] != Match.NONE
    ]
    return ", ".join(sorted(set().union(*found)))


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
    async def http_error(request: Request, error: HTTPException) -> JSONResponse:
        code = CODES.get(error.status_code, "internal" if error.status_code >= 500 else "bad_request")
        message = error.detail or HTTPStatus(error.status_code).phrase
        headers = {**(error.headers or {}), **({"Allow": allowed(request)} if error.status_code == 405 else {})}
        return answer(ApiError(error.status_code, code, message), headers)

    @app.exception_handler(psycopg.DataError)
    @app.exception_handler(psycopg.IntegrityError)
    async def not_storable(request: Request, error: psycopg.Error) -> JSONResponse:
        if request.method not in CHANGING:
            # Nothing was to be stored: a row is there that cannot be read, which is no mistake of the caller.
            raise error
        logger.info("not storable: %s", first_line(error))
        return answer(refused_by_database(error, request.method))

    @app.exception_handler(DatabaseUnavailableError)
    async def unavailable(_: Request, error: DatabaseUnavailableError) -> JSONResponse:
        logger.warning("the database is unavailable: %s", error)
        return answer(ApiError(503, "unavailable", "try again in a moment"), {"Retry-After": RETRY_SECONDS})
