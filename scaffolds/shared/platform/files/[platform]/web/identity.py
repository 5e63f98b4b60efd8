"""Who calls, as an endpoint asks for it: `caller: Caller`."""

from typing import Annotated

from fastapi import Depends

from .. import context
from ..envelope import ApiError

NOBODY = ApiError(401, "unauthenticated", "nobody said who is calling")


def caller() -> str:
    """The name that the trusted gateway gave; 401 where nobody is known."""
    known = context.current()
    if known is None or not known.actor:
        raise NOBODY
    return known.actor


Caller = Annotated[str, Depends(caller)]
