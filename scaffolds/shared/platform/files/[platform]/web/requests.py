"""The outermost middleware: an id for every request, who asks, one line of log, an answer to what nobody caught."""

import logging
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import context
from ..config import IdentitySettings
from ..envelope import ApiError
from ..roles import Role, groups_in, role_of
from .errors import answer

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"

# What a shared gateway took away from the path: links begin with it. The chart's routes set it, or remove a client's.
PREFIX_HEADER = "X-Forwarded-Prefix"
PREFIX = re.compile(r"(/[a-z0-9_-]+)+")

# Probes come every few seconds and say nothing.
QUIET = ("/healthz", "/readyz")


class RequestMiddleware:
    """Plain ASGI, so that the context reaches endpoints that run in threads."""

    def __init__(self, app: ASGIApp, identity: IdentitySettings) -> None:
        self.app = app
        self.identity = identity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        prefix = headers.get(PREFIX_HEADER, "")
        if PREFIX.fullmatch(prefix):
            scope = {**scope, "root_path": prefix}
        named = headers.getlist(self.identity.header) if self.identity.header else []
        # With more than one, whoever reads this one and whoever reads that one would see two callers.
        actor = (named[0] if len(named) == 1 else "") or self.identity.default
        role = self.role(headers)
        begun = time.monotonic()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request.request_id
            await send(message)

        request_id = context.accepted_request_id(headers.get(HEADER))
        with context.entered(context.Context(request_id, actor, role=role)) as request:
            try:
                if b"%00" in scope["query_string"] or "\0" in scope["path"]:
                    # No text of Postgres has it, so nothing can be found by it.
                    refused = answer(ApiError(422, "validation_failed", "the address holds a NUL"))
                    await refused(scope, receive, send_with_id)
                    return
                if len(named) > 1:
                    message = f"{self.identity.header} is there {len(named)} times"
                    refused = answer(ApiError(400, "bad_request", message))
                    await refused(scope, receive, send_with_id)
                    return
                await self.app(scope, receive, send_with_id)
            except Exception:
                logger.exception("unforeseen")
                # Half an answer cannot be taken back; the server closes the connection.
                if status != 0:
                    raise
                error = answer(ApiError(500, "internal", "this is a mistake of ours; the request id helps to find it"))
                await error(scope, receive, send_with_id)
            finally:
                if scope["path"] not in QUIET or status >= 400:
                    fields = {
                        "method": scope["method"],
                        "path": scope["path"],
                        "status": status,
                        "milliseconds": round((time.monotonic() - begun) * 1000, 1),
                        "actor": actor,
                    }
                    logger.info("request", extra={"fields": fields})

    def role(self, headers: Headers) -> Role | None:
        """What the caller's groups allow; without roles, everything."""
        if self.identity.roles is None:
            return Role.ADMIN
        return role_of(groups_in(headers.get(self.identity.roles_header, "")), self.identity.roles)
