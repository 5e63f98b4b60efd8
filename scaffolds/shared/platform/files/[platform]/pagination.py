"""Lists, page by page. A cursor names the last row seen: pages neither skip nor repeat while rows are added."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from psycopg import sql
from psycopg.rows import DictRow

from .db import Session

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
MAX_CURSOR = 1024

T = TypeVar("T")
U = TypeVar("U")


class InvalidCursorError(ValueError):
    """The cursor was not made by this service for a list like this one."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a row stands in a list that is ordered by a moment, then by id."""

    at: datetime
    id: UUID


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
    text = json.dumps([position.at.isoformat(), position.id.hex], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> Position:
    """Raises InvalidCursorError for everything that encode_cursor would not have written."""
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError
        padded = (cursor + "=" * (-len(cursor) % 4)).encode("ascii")
        at, identifier = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        position = Position(datetime.fromisoformat(at), UUID(hex=identifier))
        if position.at.tzinfo is None or encode_cursor(position) != cursor:
            raise ValueError
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise InvalidCursorError("the cursor is not one of this list; ask for the first page again") from None
    return position


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one table, newest first: by the column `moment`, then by `id`. Both must be among its columns.

    Columns are named one by one: the release that runs does not know the ones that the next one's migration adds.
    An index on `(moment DESC, id DESC)`, behind the columns that are asked for, answers without sorting.
    """

    table: str
    columns: Sequence[str]
    moment: str = "created_at"

    def page(
        self, session: Session, request: PageRequest, where: Mapping[str, object], since: datetime | None = None
    ) -> Page[DictRow]:
        """Rows whose columns equal `where`, not older than `since`."""
        query, values = self.query(request, where, since)
        # One row more than asked for tells whether there is a next page.
        rows = session.execute(query, values).fetchall()
        items = rows[: request.limit]
        last = items[-1] if len(rows) > request.limit else None
        cursor = None if last is None else encode_cursor(Position(last[self.moment], last["id"]))
        return Page(items, request.limit, cursor, since)

    def query(
        self, request: PageRequest, where: Mapping[str, object], since: datetime | None
    ) -> tuple[sql.Composed, dict[str, object]]:
        """The statement and its values."""
        names = {"at": sql.Identifier(self.moment), "id": sql.Identifier("id")}
        conditions: list[sql.Composable] = [
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Placeholder(column)) for column in where
        ]
        values = dict(where)
        if since is not None:
            conditions.append(sql.SQL("{at} >= %(since)s").format(**names))
            values["since"] = since
        if request.after is not None:
            conditions.append(sql.SQL("({at}, {id}) < (%(after_at)s, %(after_id)s)").format(**names))
            values |= {"after_at": request.after.at, "after_id": request.after.id}
        text = "SELECT {columns} FROM {table} {where} ORDER BY {at} DESC, {id} DESC LIMIT %(fetch)s"
        query = sql.SQL(text).format(
            columns=columns(self.columns),
            table=sql.Identifier(self.table),
            where=sql.SQL("WHERE ") + sql.SQL(" AND ").join(conditions) if conditions else sql.SQL(""),
            **names,
        )
        return query, values | {"fetch": request.limit + 1}


def columns(names: Sequence[str]) -> sql.Composed:
    """As they stand after SELECT and RETURNING."""
    return sql.SQL(", ").join(map(sql.Identifier, names))
