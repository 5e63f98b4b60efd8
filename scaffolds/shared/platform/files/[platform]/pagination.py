"""Lists, page by page. A cursor names the last row seen: pages neither skip nor repeat while rows are added."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import psycopg
from psycopg import sql
from psycopg.rows import DictRow

from .db import Session

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
MAX_CURSOR = 4096

T = TypeVar("T")
U = TypeVar("U")


class InvalidCursorError(ValueError):
    """The cursor was not made by this service for a list like this one."""

    def __init__(self) -> None:
        super().__init__("the cursor is not one of this list; ask for the first page again")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a row stands in a list: what it has in the columns of the order, as Postgres writes it."""

    listing: str
    """The list that the row was seen in, see `Listing.mark`: another one has other columns."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """At most `limit` rows that come after `after`."""

    limit: int = DEFAULT_LIMIT
    after: Position | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise ValueError(f"limit is {self.limit}; allowed is 1 to {MAX_LIMIT}")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, the cursor of the next ones (`None` on the last page), and the moment before which none is shown."""

    items: Sequence[T]
    limit: int
    next_cursor: str | None
    since: datetime | None = None

    def map(self, change: Callable[[T], U]) -> "Page[U]":
        """The same page of other things."""
        return Page([change(item) for item in self.items], self.limit, self.next_cursor, self.since)


def encode_cursor(position: Position) -> str:
    """Opaque, not secret and not signed: whoever makes one up sees no row that a page would not show."""
    text = json.dumps([position.listing, *position.values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> Position:
    """Raises InvalidCursorError for everything that encode_cursor would not have written."""
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError
        padded = (cursor + "=" * (-len(cursor) % 4)).encode("ascii")
        listing, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not all(isinstance(each, str) for each in (listing, *values)):
            raise ValueError
        position = Position(listing, tuple(values))
        if encode_cursor(position) != cursor:
            raise ValueError
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise InvalidCursorError from None
    return position


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one table, in the order of some of its columns.

    Columns are named one by one: the release that runs does not know the ones that the next one's migration adds.
    """

    table: str
    columns: Sequence[str]
    order: Sequence[str] = ("-created_at", "-id")
    """Columns of any type, `-` before one that goes down. None of them is ever null, and together they are unique: the
    last one is most often the key. An index in this order, behind the columns that are asked for, answers without
    sorting."""

    @property
    def mark(self) -> str:
        """What its cursors carry: no other list takes them."""
        return hashlib.sha256(json.dumps([self.table, *self.order]).encode()).hexdigest()[:8]

    def page(
        self, session: Session, request: PageRequest, where: Mapping[str, object], since: datetime | None = None
    ) -> Page[DictRow]:
        """Rows whose columns equal `where`, not older than `since` by the first column of the order.

        Raises InvalidCursorError for a cursor of another list, or one whose values are not of the columns' types.
        """
        query, values = self.query(request, where, since)
        try:
            rows = session.execute(query, values).fetchall()
        except psycopg.DataError as error:
            if request.after is None:
                raise
            raise InvalidCursorError from error
        places = [row.pop(PLACE) for row in rows]
        # One row more than asked for tells whether there is a next page.
        more = len(rows) > request.limit
        cursor = encode_cursor(Position(self.mark, tuple(places[request.limit - 1]))) if more else None
        return Page(rows[: request.limit], request.limit, cursor, since)

    def query(
        self, request: PageRequest, where: Mapping[str, object], since: datetime | None
    ) -> tuple[sql.Composed, dict[str, object]]:
        """The statement and its values."""
        conditions: list[sql.Composable] = [
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Placeholder(column)) for column in where
        ]
        values = dict(where)
        if since is not None:
            conditions.append(sql.SQL("{} >= %(since)s").format(named(self.order[0])))
            values["since"] = since
        if request.after is not None:
            if (request.after.listing, len(request.after.values)) != (self.mark, len(self.order)):
                raise InvalidCursorError
            conditions.append(self.behind())
            values |= {f"after_{index}": value for index, value in enumerate(request.after.values)}
        text = "SELECT {columns}, ARRAY[{place}] AS {name} FROM {table} {where} ORDER BY {order} LIMIT %(fetch)s"
        query = sql.SQL(text).format(
            columns=columns(self.columns),
            place=sql.SQL(", ").join(sql.SQL("{}::text").format(named(each)) for each in self.order),
            name=sql.Identifier(PLACE),
            table=sql.Identifier(self.table),
            where=sql.SQL("WHERE ") + sql.SQL(" AND ").join(conditions) if conditions else sql.SQL(""),
            order=sql.SQL(", ").join(
                named(each) + sql.SQL(" DESC" if descends(each) else " ASC") for each in self.order
            ),
        )
        return query, values | {"fetch": request.limit + 1}

    def behind(self) -> sql.Composable:
        """Rows behind the cursor's. A text without a type takes that of the column that it is compared with."""
        places = [sql.Placeholder(f"after_{index}") for index in range(len(self.order))]
        compared = [sql.SQL(" < " if descends(each) else " > ") for each in self.order]
        if len({descends(each) for each in self.order}) == 1:
            # The form that an index answers.
            return sql.SQL("({}){}({})").format(
                sql.SQL(", ").join(map(named, self.order)), compared[0], sql.SQL(", ").join(places)
            )
        either = [
            sql.SQL(" AND ").join(
                [
                    *(
                        sql.SQL("{} = {}").format(named(earlier), place)
                        for earlier, place in zip(self.order[:index], places, strict=False)
                    ),
                    named(each) + compared[index] + places[index],
                ]
            )
            for index, each in enumerate(self.order)
        ]
        return sql.SQL("({})").format(sql.SQL(" OR ").join(sql.SQL("({})").format(one) for one in either))


PLACE = "_place"
"""Beside a row's own columns: its place, for the cursor."""


def descends(ordered: str) -> bool:
    """Whether a column of an order goes down."""
    return ordered.startswith("-")


def named(ordered: str) -> sql.Identifier:
    """The column of an order."""
    return sql.Identifier(ordered.removeprefix("-"))


def columns(names: Sequence[str]) -> sql.Composed:
    """As they stand after SELECT and RETURNING."""
    return sql.SQL(", ").join(map(sql.Identifier, names))
