"""What a request may send, decided before it is read: whoever is not known sends nothing, and nobody sends too much."""

from collections.abc import Callable
from functools import lru_cache

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_dependant
from fastapi.routing import iter_route_contexts
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import context
from ..envelope import ApiError
from .errors import CHANGING, answer
from .identity import NOBODY, caller

MAX_BODY = 1024 * 1024
"""In bytes. What is larger than a mebibyte is a file, and belongs into an object store."""


class BodyMiddleware:
    """A framework reads a body whole and into memory before any endpoint asks who sends it."""

    def __init__(self, app: ASGIApp, application: FastAPI) -> None:
        self.app = app
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        if refusal is not None:
            await answer(refusal)(scope, receive, send)
            return
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY:
                # Without a length nobody knows before; FastAPI passes this one on.
                raise HTTPException(413, TOO_LARGE)
            return message

        await self.app(scope, receive_limited, send)

    def refusal(self, scope: Scope) -> ApiError | None:
        """What the head of the request alone tells."""
        known = context.current()
        if scope["method"] in CHANGING and not (known and known.actor) and self.asks_who_calls(scope):
            return NOBODY
        length = Headers(scope=scope).get("Content-Length", "0")
        if length.isdecimal() and int(length) > MAX_BODY:
            return ApiError(413, "too_large", TOO_LARGE)
        return None

    def asks_who_calls(self, scope: Scope) -> bool:
        """Whether the endpoint of this request has the dependency `caller`, itself or through another one."""
        found = (
            route.endpoint
            for route in iter_route_contexts(self.application.routes)
            if route.endpoint is not None and route.matches(dict(scope))[0] == Match.FULL
        )
        endpoint = next(found, None)
        return endpoint is not None and needs_caller(endpoint)


TOO_LARGE = f"a request holds at most {MAX_BODY} bytes"


@lru_cache
def needs_caller(endpoint: Callable[..., object]) -> bool:
    """Whether `caller` stands anywhere in what this endpoint depends on."""
    return holds_caller(get_dependant(path="/", call=endpoint))


def holds_caller(dependant: Dependant) -> bool:
    """Whether `caller` is this one, or stands below it."""
    return dependant.call is caller or any(map(holds_caller, dependant.dependencies))
