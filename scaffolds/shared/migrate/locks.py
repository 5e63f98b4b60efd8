"""Judges what each statement of a transaction does to tables that were there before: who has to wait, and how long.

Not by its words, but by what Postgres has done: the locks held, the rows read and changed, the files rewritten. It does
not matter how few rows a scratch database has: a statement that has to look at all rows does so in every database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .database import Connection
from .migration import SqlFile
from .problem import Problem
from .squawk import LOCKING
from .statements import Statement

# https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
STOPS = {
    "AccessExclusiveLock": "readers and writers",
    "ExclusiveLock": "writers",
    "ShareRowExclusiveLock": "writers",
    "ShareLock": "writers",
}
EXISTING = """
SELECT oid FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'm') AND relpersistence <> 't'
"""
# Counts of this transaction. A materialized view has no writers.
STATE = """
SELECT c.oid, c.relname, c.relkind::text, pg_relation_filenode(c.oid),
  pg_stat_get_xact_numscans(c.oid) + pg_stat_get_xact_tuples_updated(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid),
  ARRAY(SELECT l.mode FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.relation = c.oid)
FROM pg_class c WHERE c.oid = ANY(%s)
"""
NO_SEQUENTIAL_SCANS = "SET LOCAL enable_seqscan = off"
"""Makes a statement use an index on an empty database too, as it would on a full one."""


@dataclass(frozen=True)
class Table:
    """What this transaction has done to a table so far."""

    name: str
    file_number: int | None
    work: int
    """Scans of the whole table, and rows updated and deleted."""
    stops: str | None


State = dict[int, Table]


def existing(connection: Connection) -> list[int]:
    """The tables that others may be using."""
    return [int(row[0]) for row in connection.execute(EXISTING.encode())]


def state(connection: Connection, tables: list[int]) -> State:
    """The counts of each table that still exists."""
    found: State = {}
    for oid, name, kind, file_number, work, modes in connection.execute(STATE.encode(), (tables,)):
        stops = {STOPS[mode] for mode in modes if mode in STOPS}
        # Sorted by name, readers come first.
        stopped = min(stops, default=None)
        found[oid] = Table(name, file_number, work, None if kind == "m" and stopped == "writers" else stopped)
    return found


class LockJudge:
    """Watches the statements of one file. `problems` are reported at the end, all at once."""

    def __init__(self, connection: Connection, file: SqlFile) -> None:
        self.problems: list[Problem] = []
        self._connection = connection
        self._file = file
        self._tables = existing(connection)
        self._before = state(connection, self._tables)
        # Leave out locks of earlier files, when a dry run is one transaction.
        self._foreign = {oid for oid, table in self._before.items() if table.stops}
        self._locked_by: dict[int, Statement] = {}

    def watch(self, statement: Statement, run: Callable[[], object]) -> None:
        """Runs the statement and compares the state before and after."""
        run()
        after = state(self._connection, self._tables)
        self.problems += self._behind_a_lock(statement, after)
        self.problems += self._under_its_own_lock(statement, after)
        for oid, table in after.items():
            if table.stops and oid not in self._foreign:
                self._locked_by.setdefault(oid, statement)
        self._before = after

    def _behind_a_lock(self, statement: Statement, after: State) -> Iterator[Problem]:
        """The statement processes a whole table while an earlier one blocks a table until the commit."""
        worked = [after[oid].name for oid in after if after[oid].work > self._before[oid].work]
        held = [
            (table.name, table.stops, self._locked_by[oid])
            for oid, table in self._before.items()
            if oid in self._locked_by and table.stops and table.name not in self._file.header.blocks
        ]
        if worked and held:
            name, stops, locker = held[0]
            yield Problem(
                f"{self._file.path}:{statement.line}",
                f"works through {worked[0]} while {name} is locked against {stops}, since line {locker.line} and "
                f"until the commit; give it a file of its own behind this one ({self._phase(statement)}). "
                f"{self._accept(name)}",
            )

    def _under_its_own_lock(self, statement: Statement, after: State) -> Iterator[Problem]:
        """The statement reads or rewrites a whole table that it blocks."""
        if statement.words[0] == "truncate" or self._ignored(statement):
            return
        for oid, table in after.items():
            before = self._before[oid]
            rewritten = table.file_number != before.file_number
            if not table.stops or before.stops or table.name in self._file.header.blocks:
                continue
            if rewritten or table.work > before.work:
                yield Problem(
                    f"{self._file.path}:{statement.line}",
                    f"{'rewrites' if rewritten else 'reads'} all of {table.name}, locked against {table.stops}"
                    f" meanwhile; {safe_form(statement, rewritten)}. {self._accept(table.name)}",
                )

    def _ignored(self, statement: Statement) -> bool:
        """An ignore comment for squawk gives the reason why the lock does not matter here."""
        starts = [s.line for s in self._file.statements if s.line < statement.line]
        first = max(starts, default=0)
        return any(rule in LOCKING for i in self._file.ignores if first < i.line <= statement.line for rule in i.rules)

    def _phase(self, statement: Statement) -> str:
        rows = ("update", "delete", "merge", "insert", "with", "do", "select")
        return "-- phase: backfill" if statement.words[0] in rows else f"-- phase: {self._file.header.phase}"

    def _accept(self, name: str) -> str:
        return f'Where that stops nobody: "-- blocks: {name}: <why>" on top'


def safe_form(statement: Statement, rewritten: bool) -> str:
    """The way to do the same without blocking anybody."""
    words = statement.words
    if words[0] == "create" and "index" in words[:3]:
        return 'write CREATE INDEX CONCURRENTLY in a file with "-- transaction: none"'
    if words[0] == "refresh":
        return "write REFRESH MATERIALIZED VIEW CONCURRENTLY, which wants a unique index"
    if "partition" in words:
        return "leave partitions to the maintenance job, which moves rows out of the default partition first"
    if rewritten:
        return "add a new column or table, backfill it, and drop the old one in a contract"
    if "unique" in words or "primary" in words:
        return "build a unique index concurrently first, then ADD CONSTRAINT … USING INDEX"
    return "add it NOT VALID here, and VALIDATE CONSTRAINT in the next file (SET NOT NULL: behind a valid CHECK)"
