"""The audit log: who did what to what. The core table audit_logs, to which rows are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from . import context
from .db import Session
from .pagination import Listing, Page, PageRequest

SYSTEM = "system"
"""The actor of changes without a request."""

ANONYMOUS = "anonymous"
"""The actor of a request without a caller, at an endpoint that requires none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened. `before` and `after` hold the parts that matter to a reader years later, and no secret."""

    action: str
    entity_type: str
    entity_id: str
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class AuditLog:
    """One row."""

    id: UUID
    occurred_at: datetime
    actor: str
    action: str
    entity_type: str
    entity_id: str
    request_id: str | None
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


def record(session: Session, change: Change) -> None:
    """Adds a row in the caller's transaction: the change and its record are committed together or not at all."""
    known = context.current()
    session.execute(
        """
        INSERT INTO audit_logs (actor, action, entity_type, entity_id, request_id, before, after)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        """,
        (
            (known.actor or ANONYMOUS) if known else SYSTEM,
            change.action,
            change.entity_type,
            change.entity_id,
            known.request_id if known else None,
            None if change.before is None else Jsonb(dict(change.before)),
            None if change.after is None else Jsonb(dict(change.after)),
        ),
    )
    if known:
        known.audited += 1


LISTING = Listing("audit_logs", [field.name for field in fields(AuditLog)], order=("-occurred_at", "-id"))


def history(
    session: Session, request: PageRequest, of: Mapping[str, str], since: datetime | None = None
) -> Page[AuditLog]:
    """Rows with these values, newest first. `actor` has an index, and `entity_type` with `entity_id`.

    Without either, give `since`: it leaves out the partitions before, and without it all of them are read.
    """
    return LISTING.page(session, request, of, since).map(lambda row: AuditLog(**row))
