import anyio
from fastapi import FastAPI
from starlette.types import Message

from <%= it.package %> import web
from <%= it.package %>.config import IdentitySettings
from <%= it.package %>.db import Database
from <%= it.package %>.envelope import Envelope, one
from <%= it.package %>.web.bodies import MAX_BODY
from <%= it.package %>.web.identity import Caller

CHUNK = 65_536


def application(database: Database) -> FastAPI:
    app = FastAPI()
    web.install(app, database, IdentitySettings(header="X-Actor"))

    @app.post("/numbers")
    def numbers(_: Caller, body: list[int]) -> Envelope[int]:
        return one(sum(body))

    return app


def sent(database: Database, headers: dict[str, str]) -> tuple[int, int]:
    """The status of a POST whose body never ends, and how many bytes of it were read."""
    statuses: list[int] = []
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        taken += CHUNK
        return {"type": "http.request", "body": b"x" * CHUNK, "more_body": True}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/numbers",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    anyio.run(application(database), scope, receive, send)
    return statuses[0], taken


def test_a_body_of_nobody_is_not_read(database: Database) -> None:
    assert sent(database, {"Content-Type": "application/json"}) == (401, 0)


def test_a_body_that_says_it_is_too_large_is_not_read(database: Database) -> None:
    assert sent(database, {"X-Actor": "ada", "Content-Length": str(MAX_BODY + 1)}) == (413, 0)


def test_a_body_that_does_not_say_its_size_is_read_no_further_than_allowed(database: Database) -> None:
    status, taken = sent(database, {"X-Actor": "ada", "Content-Type": "application/json"})
    assert status == 413
    assert taken <= MAX_BODY + CHUNK
