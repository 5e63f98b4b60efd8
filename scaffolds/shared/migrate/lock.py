"""Prevents two runs on one schema at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors, sql

from .database import Connection, Say, connect, one
from .folder import CORE_LEDGER
from .ledger import create_ledger
from .privileges import assert_privileges
from .problem import refuse
from .settings import Settings

LOCK_WAIT_SECONDS = 600
LOCK_POLL_SECONDS = 0.5
NAME, GUARD = "db-migrate", "db-migrate lock"

# A run whose client was killed works on until the server notices, without its lock. No parameters: they would leave a
# portal open, and with it a snapshot, for which the run's CREATE INDEX CONCURRENTLY would wait.
OTHERS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
  AND application_name = 'db-migrate' AND pid <> pg_backend_pid()
"""
HOLDER = """
SELECT a.pid, a.usename FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.relation = to_regclass(%s) AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted
"""


@contextmanager
def locked(settings: Settings, say: Say, *, make: bool = True) -> Iterator[Connection]:
    """The connection of the only run on this database and schema; waits for another run, and prints which one.

    A lock of the core's ledger, which only its owner may take: anybody who may connect can take an advisory lock, also
    the reader of another product. It is held by a session of its own, in a transaction without a snapshot, for which
    no CREATE INDEX CONCURRENTLY waits. Nobody else needs this mode of lock, autovacuum apart, which gives way.
    Without `make` a database that has no ledger is left without one, and nothing is locked.
    """
    ledger = f"{settings.schema}.{CORE_LEDGER}"
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    told = False
    with connect(settings, GUARD) as guard:
        if make:
            make_lockable(guard, settings, say)
        elif one(guard, "SELECT to_regclass(%s) IS NULL", ledger):
            yield guard
            return
        guard.execute("SET idle_in_transaction_session_timeout = 0")
        while not (taken(guard) and not guard.execute(OTHERS.encode()).fetchall()):
            guard.execute("ROLLBACK")
            by = holder(guard, ledger)
            if not told:
                say(f"another migration holds the lock of schema {settings.schema} ({by}); waiting")
                told = True
            if time.monotonic() > deadline:
                what = f"is still being migrated after {LOCK_WAIT_SECONDS} s by {by}; see what it waits for"
                raise refuse(settings.schema, what)
            time.sleep(LOCK_POLL_SECONDS)
        with connect(settings, NAME) as connection:
            yield connection
        if not guard.closed:
            guard.execute("ROLLBACK")


def make_lockable(connection: Connection, settings: Settings, say: Say) -> None:
    """Creates the ledger before the first run; an error is explained as in any run."""
    try:
        with connection.transaction():
            connection.execute("SET LOCAL lock_timeout = '3s'")
            if one(connection, "SELECT to_regnamespace(quote_ident(%s)) IS NULL", settings.schema):
                connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(settings.schema)))
            create_ledger(connection, settings, CORE_LEDGER)
    except (errors.UniqueViolation, errors.DuplicateSchema, errors.DuplicateTable):
        # Another first run created it in the meantime.
        return
    except errors.InsufficientPrivilege:
        assert_privileges(connection, settings, say)
        raise


def taken(guard: Connection) -> bool:
    """Opens a transaction and tries to take the lock in it."""
    guard.execute("BEGIN")
    try:
        table = sql.Identifier(CORE_LEDGER)
        guard.execute(sql.SQL("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE NOWAIT").format(table))
    except errors.LockNotAvailable:
        return False
    return True


def holder(connection: Connection, ledger: str) -> str:
    """Who holds the lock, as pg_stat_activity shows it."""
    row = connection.execute(HOLDER.encode(), (ledger,)).fetchone()
    return f"process {row[0]} of {row[1]}" if row else "a process that has just ended"
