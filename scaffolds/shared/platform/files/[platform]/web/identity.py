"""Who calls and what they may do, as an endpoint asks for it: `caller: Reader`, `caller: Writer`, `caller: Admin`."""

from typing import Annotated

from fastapi import Request, Security
from fastapi.security import HTTPBearer, SecurityScopes

from .. import context
from ..envelope import ApiError
from ..roles import Role

NOBODY = ApiError(401, "unauthenticated", "nobody said who is calling")

READING = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing."""

# For the API's description alone: the gateway looks at the token, and lets nobody in without one.
TOKEN = HTTPBearer(
    scheme_name="caller",
    bearerFormat="JWT",
    description="A token of the identity provider, or the session of whoever has signed in; the gateway checks both",
    auto_error=False,
)


def caller(request: Request, needed: SecurityScopes, _: Annotated[object, Security(TOKEN)]) -> str:
    """The name that the trusted gateway gave; 401 where nobody is known, 403 where the caller has not the role."""
    known = context.current()
    if known is None or not known.actor:
        raise NOBODY
    role = needed_role(request.method, needed.scopes)
    if known.role is None or known.role < role:
        raise forbidden(role)
    return known.actor


def needed_role(method: str, named: list[str]) -> Role:
    """The highest that is named; where none is, reading takes a reader and everything else a writer."""
    by_method = Role.READER if method in READING else Role.WRITER
    return max((role for role in Role if str(role) in named), default=by_method)


def forbidden(role: Role) -> ApiError:
    """403, naming the role that is missing."""
    return ApiError(403, "forbidden", f"this takes the role {role}, which comes with a group at the identity provider")


Caller = Annotated[str, Security(caller)]
"""A reader where the method changes nothing, else a writer."""
Reader = Annotated[str, Security(caller, scopes=[str(Role.READER)])]
Writer = Annotated[str, Security(caller, scopes=[str(Role.WRITER)])]
Admin = Annotated[str, Security(caller, scopes=[str(Role.ADMIN)])]
