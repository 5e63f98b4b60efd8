"""Reads the audit log."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from <%= it.platform %> import audit
from <%= it.platform %>.audit import AuditLog
from <%= it.platform %>.db import Database
from <%= it.platform %>.pagination import Page, PageRequest

RECENT = timedelta(days=31)


def history(database: Database, page: PageRequest, of: Mapping[str, str], since: datetime | None) -> Page[AuditLog]:
    """What has no index is bounded by time: the log is kept for years."""
    if since is None and not of.keys() & {"actor", "entity_type"}:
        since = datetime.now(UTC) - RECENT
    with database.session() as session:
        return audit.history(session, page, of, since)
