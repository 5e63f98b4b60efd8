from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg import sql

from <%= it.package %> import audit, context
from <%= it.package %>.db import Database
from <%= it.package %>.pagination import PageRequest, decode_cursor

CHANGE = audit.Change("publish", "pack", "momentum@1.0.0", before={"state": "draft"}, after={"state": "published"})


def rows(database: Database, of: dict[str, str]) -> list[audit.AuditLog]:
    with database.session() as session:
        return list(audit.history(session, PageRequest(), of).items)


def test_writes_down_who_asked_and_in_which_request(database: Database) -> None:
    with context.entered(context.Context("request-1", "ada")) as known, database.session() as session:
        audit.record(session, CHANGE)
    (row,) = rows(database, {"actor": "ada"})
    assert (row.action, row.entity_type, row.entity_id) == ("publish", "pack", "momentum@1.0.0")
    assert (row.request_id, row.before, row.after) == ("request-1", CHANGE.before, CHANGE.after)
    assert known.audited == 1


def test_says_system_where_nobody_asked(database: Database) -> None:
    with database.session() as session:
        audit.record(session, audit.Change("expire", "pack", "by nobody"))
    (row,) = rows(database, {"entity_type": "pack", "entity_id": "by nobody"})
    assert (row.actor, row.request_id, row.before, row.after) == (audit.SYSTEM, None, None, None)


def test_is_undone_together_with_the_change(database: Database) -> None:
    def fail_afterwards() -> None:
        with database.session() as session:
            audit.record(session, audit.Change("publish", "pack", "rolled back"))
            raise LookupError

    with pytest.raises(LookupError):
        fail_afterwards()
    assert rows(database, {"entity_type": "pack", "entity_id": "rolled back"}) == []


def test_can_only_be_added_to(database: Database) -> None:
    with database.session() as session:
        audit.record(session, CHANGE)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.session() as session:
        session.execute("UPDATE audit_logs SET actor = 'somebody else'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.session() as session:
        session.execute("DELETE FROM audit_logs")


@pytest.mark.parametrize(
    ("column", "value"),
    [("occurred_at", "infinity"), ("occurred_at", "10000-01-01Z"), ("before", "[]"), ("after", '{"a": [-1e400]}')],
)
def test_no_row_breaks_the_list(database: Database, column: str, value: str) -> None:
    query = sql.SQL(
        "INSERT INTO audit_logs (actor, action, entity_type, entity_id, {}) VALUES ('a', 'b', 'c', 'd', %s)"
    ).format(sql.Identifier(column))
    with pytest.raises(psycopg.errors.CheckViolation), database.session() as session:
        session.execute(query, (value,))


def test_comes_newest_first_page_by_page(database: Database) -> None:
    now = datetime.now(UTC)
    with database.session() as session:
        for minutes in range(5):
            session.execute(
                "INSERT INTO audit_logs (occurred_at, actor, action, entity_type, entity_id) "
                "VALUES (%s, 'linus', 'a', 'paged', '1')",
                (now - timedelta(minutes=minutes),),
            )
        first = audit.history(session, PageRequest(limit=3), {"actor": "linus"})
        assert first.next_cursor
        then = audit.history(session, PageRequest(3, decode_cursor(first.next_cursor)), {"actor": "linus"})
        late = audit.history(session, PageRequest(), {"actor": "linus"}, since=now - timedelta(minutes=1))
    seen = [row.occurred_at for row in (*first.items, *then.items)]
    assert seen == sorted(seen, reverse=True)
    assert (len(seen), then.next_cursor, len(late.items)) == (5, None, 2)
