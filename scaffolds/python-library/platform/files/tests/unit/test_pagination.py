from dataclasses import replace
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

RUNS = Listing("backtest_runs", ["id", "pack_id", "created_at"])
POSITION = Position(RUNS.mark, ("2026-01-02 03:04:05.678901+00", str(UUID(int=7))))


def test_a_cursor_comes_back_as_it_was() -> None:
    assert decode_cursor(encode_cursor(POSITION)) == POSITION
    strange = Position("list", ("ß", 'a "quoted" \\ one', ""))
    assert decode_cursor(encode_cursor(strange)) == strange


@pytest.mark.parametrize("cursor", ["", "x", "====", "e30", "bnVsbA", "MQ", "WzEsMl0", "W1tbW1tbW1tb", "ß", "A" * 2000])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursorError):
        decode_cursor(cursor)


@pytest.mark.parametrize(
    "position",
    [
        Position("another", POSITION.values),
        Position(RUNS.mark, POSITION.values[:1]),
        Position(RUNS.mark, ("yesterday or so", "seven")),
        Position(RUNS.mark, ("2026-01-02", "\0")),
        replace(POSITION, listing=Listing("backtest_runs", ["id"], order=("-created_at", "id")).mark),
    ],
)
def test_a_cursor_that_is_not_of_this_list_is_refused(database: Database, position: Position) -> None:
    with pytest.raises(InvalidCursorError), database.session() as session:
        RUNS.page(session, PageRequest(3, position), {})


ORDERS = [
    ("name",),
    ("-name",),
    ("weight", "name"),
    ("-weight", "name"),
    ("day", "-weight", "name"),
    ("-price", "-name"),
    ("seen", "name"),
]


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("order", ORDERS)
def test_a_list_in_any_order_over_keys_of_any_type_has_every_row_once(
    database: Database, order: tuple[str, ...]
) -> None:
    listing = Listing("example_things", ["name"], order=order)
    expected = ", ".join(f"{each.removeprefix('-')} {'DESC' if each.startswith('-') else 'ASC'}" for each in order)
    with database.session() as session:
        ordered = session.execute(f"SELECT name FROM example_things ORDER BY {expected}".encode())  # noqa: S608
        every = [row["name"] for row in ordered]
        seen: list[str] = []
        request = PageRequest(limit=4)
        while True:
            page = listing.page(session, request, {})
            assert all(set(row) == {"name"} for row in page.items)
            seen += [row["name"] for row in page.items]
            if page.next_cursor is None:
                break
            request = PageRequest(4, decode_cursor(page.next_cursor))
    assert seen == every


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
    position = after and replace(after, listing=listing.mark)
    query, values = listing.query(PageRequest(50, position), where, None)
    with database.session() as session:
        # As if the tables were large.
        session.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = [row["QUERY PLAN"] for row in session.execute(sql.SQL("EXPLAIN ") + query, values).fetchall()]
    text = "\n".join(plan)
    assert "Index" in text
    assert "Sort" not in text
    assert "Filter" not in text
