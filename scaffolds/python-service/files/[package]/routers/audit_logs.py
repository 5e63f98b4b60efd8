"""Who did what to what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from <%= it.platform %>.audit import AuditLog
from <%= it.platform %>.envelope import PageEnvelope, many
from <%= it.platform %>.web.identity import Admin
from <%= it.platform %>.web.paging import Paging

from ..dependencies import Db
from ..services import audit_logs

router = APIRouter(prefix="/audit-logs", tags=["audit"])

SINCE = "Nothing older. Without it, actor and entity_type the list goes back 31 days; page.since says to when"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows."""

    actor: Annotated[str | None, Query(description="Who did it")] = None
    entity_type: Annotated[str | None, Query(description="What kind of thing it was done to")] = None
    entity_id: Annotated[str | None, Query(description="To which one; together with entity_type")] = None
    since: Annotated[datetime | None, Query(description=SINCE)] = None


@router.get("")
def list_audit_logs(
    database: Db, _: Admin, page: Paging, wanted: Annotated[Wanted, Depends()]
) -> PageEnvelope[AuditLog]:
    """Newest first."""
    named = {"actor": wanted.actor, "entity_type": wanted.entity_type, "entity_id": wanted.entity_id}
    of = {column: value for column, value in named.items() if value is not None}
    return many(audit_logs.history(database, page, of, wanted.since))
