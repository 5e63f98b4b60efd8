"""The request, or the run of a worker, that is being answered: for logs, answers and the audit log."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from .roles import Role

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Context:
    """`actor` is empty while the caller is unknown; `audited` counts the rows that were added to the audit log.

    `role` is what the caller may do: `None` is nothing that asks for a role.
    """

    request_id: str
    actor: str = ""
    audited: int = field(default=0)
    role: Role | None = None


_current: ContextVar[Context | None] = ContextVar("context", default=None)


def new_request_id() -> str:
    """Sixteen random bytes in hexadecimal."""
    return secrets.token_hex(16)


def accepted_request_id(offered: str | None) -> str:
    """The caller's own id, so that one id follows a request through the family; a new one where it is none."""
    return offered if offered is not None and REQUEST_ID.fullmatch(offered) else new_request_id()


def current() -> Context | None:
    """The context of this request; `None` outside of one."""
    return _current.get()


def request_id() -> str:
    """The id of this request; a new one outside of one."""
    context = _current.get()
    return context.request_id if context else new_request_id()


@contextmanager
def entered(context: Context) -> Iterator[Context]:
    """Sets the context for everything inside."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
