from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from psycopg import sql

from <%= it.package %> import audit
from <%= it.package %>.db import Database
from <%= it.package %>.pagination import (
    InvalidCursorError,
    Listing,
    Page,
    PageRequest,
    Position,
    decode_cursor,
    encode_cursor,
)

POSITION = Position(datetime(2026, 1, 2, 3, 4, 5, 678901, UTC), UUID(int=7))
RUNS = Listing("backtest_runs", ["id", "pack_id", "created_at"])


def test_a_cursor_comes_back_as_it_was() -> None:
    assert decode_cursor(encode_cursor(POSITION)) == POSITION
    east = Position(POSITION.at.astimezone(timezone(timedelta(hours=9))), POSITION.id)
    assert decode_cursor(encode_cursor(east)) == POSITION


@pytest.mark.parametrize("cursor", ["", "x", "====", "e30", "bnVsbA", "MQ", "WzEsMl0", "W1tbW1tbW1tb", "ß", "A" * 2000])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursorError):
        decode_cursor(cursor)


def test_a_cursor_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidCursorError):
        decode_cursor(encode_cursor(Position(POSITION.at.replace(tzinfo=None), POSITION.id)))


@pytest.mark.parametrize("limit", [0, 201, -1])
def test_a_limit_out_of_bounds_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="allowed is 1 to 200"):
        PageRequest(limit=limit)


def test_a_page_keeps_its_cursor_when_its_things_change() -> None:
    assert Page([1, 2], 2, "next").map(str) == Page(["1", "2"], 2, "next")


def test_rows_of_one_moment_are_on_one_page_only_also_while_rows_are_added(database: Database) -> None:
    insert = """
        INSERT INTO backtest_runs (pack_id, model_version, from_at, until_at, requested_by, created_at)
        SELECT 'same-moment', '1.0.0', now() - interval '1 day', now(), 'ada', '2026-01-01' FROM generate_series(1, 7)
        RETURNING id
    """
    newer = """
        INSERT INTO backtest_runs (pack_id, model_version, from_at, until_at, requested_by, created_at)
        VALUES ('same-moment', '1.0.0', now() - interval '1 day', now(), 'ada', '2100-01-01')
    """
    seen = []
    with database.session() as session:
        rows = session.execute(insert).fetchall()
        request = PageRequest(limit=3)
        while True:
            page = RUNS.page(session, request, {"pack_id": "same-moment"})
            seen += [row["id"] for row in page.items]
            if page.next_cursor is None:
                break
            request = PageRequest(3, decode_cursor(page.next_cursor))
            # It comes before all others, and moves no page.
            session.execute(newer)
    assert seen == sorted((row["id"] for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("listing", "where"),
    [
        (RUNS, {}),
        (RUNS, {"pack_id": "momentum"}),
        (audit.LISTING, {}),
        (audit.LISTING, {"actor": "ada"}),
        (audit.LISTING, {"entity_type": "pack", "entity_id": "momentum"}),
    ],
)
@pytest.mark.parametrize("after", [None, POSITION])
def test_no_list_is_sorted_where_an_index_has_its_order(
    database: Database, listing: Listing, where: dict[str, object], after: Position | None
) -> None:
    query, values = listing.query(PageRequest(50, after), where, None)
    with database.session() as session:
        # As if the tables were large.
        session.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = [row["QUERY PLAN"] for row in session.execute(sql.SQL("EXPLAIN ") + query, values).fetchall()]
    text = "\n".join(plan)
    assert "Index" in text
    assert "Sort" not in text
    assert "Filter" not in text
