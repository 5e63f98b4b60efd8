"""What endpoints ask for."""

from typing import Annotated, cast

from fastapi import Depends, Request

from <%= it.platform %>.db import Database


async def database(request: Request) -> Database:
    """The application's own, there as long as requests are answered. Async: asking for it needs no thread."""
    return cast(Database, request.app.state.database)


Db = Annotated[Database, Depends(database)]
