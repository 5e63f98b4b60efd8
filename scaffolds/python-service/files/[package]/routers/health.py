"""What the cluster asks. Not part of the API that callers see."""

import asyncio
from typing import Literal

from fastapi import APIRouter

from <%= it.platform %>.envelope import Closed, Envelope, one

from ..dependencies import Db

router = APIRouter(include_in_schema=False)


class Health(Closed):
    """All is well: everything else is an error."""

    status: Literal["ok"] = "ok"


@router.get("/healthz")
async def live() -> Envelope[Health]:
    """The process works. Asks nobody and needs no thread, or an outage of the database would restart every replica."""
    return one(Health())


@router.get("/readyz")
async def ready(database: Db) -> Envelope[Health]:
    """Requests can be answered: the database is there. 503 otherwise."""
    # Not in one of the threads of the endpoints, which may all be waiting for a connection.
    await asyncio.to_thread(database.check)
    return one(Health())
