"""No change without a row in the audit log, also where an endpoint forgot to write one."""

from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import audit, context
from ..db import Database
from .errors import CHANGING


class AuditMiddleware:
    """Holds back the answer of a successful change until it is recorded; when that fails, the answer is an error."""

    def __init__(self, app: ASGIApp, database: Database) -> None:
        self.app = app
        self.database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] not in CHANGING:
            await self.app(scope, receive, send)
            return

        async def send_recorded(message: Message) -> None:
            known = context.current()
            succeeded = message["type"] == "http.response.start" and 200 <= message["status"] < 300
            if succeeded and not (known and known.audited):
                await run_sync(self.record, scope["method"], scope["path"])
            await send(message)

        await self.app(scope, receive, send_recorded)

    def record(self, method: str, path: str) -> None:
        """The least that can be said: which method on which path. Endpoints say more by `audit.record`."""
        with self.database.session() as session:
            audit.record(session, audit.Change(action=method.lower(), entity_type="path", entity_id=path))
