"""What endpoints ask for."""

from typing import Annotated, cast

from fastapi import Depends, Request

from <%= it.platform %>.db import Database


def database(request: Request) -> Database:
    """The application's own; it is there as long as requests are answered."""
    return cast(Database, request.app.state.database)


Db = Annotated[Database, Depends(database)]
