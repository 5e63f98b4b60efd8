"""Who calls, as an endpoint asks for it: `caller: Caller`."""

from typing import Annotated

from fastapi import Depends

from .. import context
from ..envelope import ApiError


def caller() -> str:
    """The name that the trusted gateway gave; 401 where nobody is known."""
    known = context.current()
    if known is None or not known.actor:
        raise ApiError(401, "unauthenticated", "nobody said who is calling")
    return known.actor


Caller = Annotated[str, Depends(caller)]
