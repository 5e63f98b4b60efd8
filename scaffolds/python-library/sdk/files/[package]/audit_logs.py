"""Who did what, which every API of the family records."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue

from .client import Client


class AuditLog(BaseModel):
    """One action on one thing. `request_id` is that of the request that did it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    occurred_at: AwareDatetime
    actor: str
    action: str
    entity_type: str
    entity_id: str
    request_id: str | None
    before: dict[str, JsonValue] | None
    after: dict[str, JsonValue] | None


def find(
    client: Client,
    *,
    actor: str | None = None,
    entity: tuple[str, str] | None = None,
    since: datetime | None = None,
    limit: int = 50,
) -> Iterator[AuditLog]:
    """Every action, newest first, `limit` at a time.

    Without actor, entity and since only recent ones: APIs choose how far they look back, 31 days unless their team has
    changed it, and say it in `page.since` of `client.pages("/audit-logs", AuditLog)`. Ask for more with since.

    An entity is its type and its id: ("backtest_run", "0c1f7a52-…"). Raises as `Client.get`.

    Raises:
        ValueError: for a moment without a zone.
    """
    if since is not None and since.tzinfo is None:
        raise ValueError(f"since is {since.isoformat()}; give it a zone, like UTC")
    entity_type, entity_id = entity or (None, None)
    return client.items(
        "/audit-logs",
        AuditLog,
        limit=limit,
        actor=actor,
        entity_type=entity_type,
        entity_id=entity_id,
        since=None if since is None else since.isoformat(),
    )
