"""The connection of a run, its session settings, and the lock that keeps two runs apart."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from .problem import refuse
from .settings import Settings

Connection = psycopg.Connection[TupleRow]
Say = Callable[[str], None]

MIN_VERSION = 150000
LOCK_WAIT_SECONDS = 600
LOCK_POLL_SECONDS = 0.5


@contextmanager
def connect(settings: Settings) -> Iterator[Connection]:
    """A session as the migrator, straight to the primary, with `search_path` = DB_SCHEMA."""
    where = f"{settings.host}:{settings.port}/{settings.name}"
    try:
        connection = psycopg.connect(
            host=settings.host,
            port=settings.port,
            dbname=settings.name,
            user=settings.user,
            password=settings.password,
            sslmode=settings.sslmode,
            application_name="db-migrate",
            connect_timeout=10,
            autocommit=True,
            prepare_threshold=None,
        )
    except psycopg.OperationalError as error:
        what = f"cannot be reached: {first_line(error)}; check DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD"
        raise refuse(where, what) from None
    with connection:
        refuse_pooler(connection, where)
        if connection.info.server_version < MIN_VERSION:
            raise refuse(where, f"is Postgres {connection.info.server_version // 10000}; 15 or newer is needed")
        if one(connection, "SELECT pg_is_in_recovery()"):
            raise refuse(where, "is a standby; let DB_HOST name the primary's Service")
        # The server notices within seconds that a killed client is gone, also in the middle of a long statement.
        connection.execute("SET client_connection_check_interval = '1s'")
        connection.execute("SET idle_in_transaction_session_timeout = '10min'")
        connection.execute("SET client_min_messages = warning")
        connection.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(settings.schema)))
        yield connection


def refuse_pooler(connection: Connection, where: str) -> None:
    """A pooler answers the handshake with a process number of its own; it breaks advisory locks and settings."""
    if connection.info.backend_pid != one(connection, "SELECT pg_backend_pid()"):
        raise refuse(where, "is a connection pooler; let DB_HOST and DB_PORT name the database itself")


@contextmanager
def migration_lock(connection: Connection, schema: str, say: Say) -> Iterator[None]:
    """One run per database and schema. Waits for another one, and says for which."""
    key = f"db-migrate {schema}"
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    told = False
    # Polling: a session that sleeps inside pg_advisory_lock holds a snapshot, for which the other run's
    # CREATE INDEX CONCURRENTLY would wait: a deadlock.
    while not one(connection, "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key):
        if not told:
            say(f"another migration holds the lock of schema {schema} ({holder(connection, key)}); waiting")
            told = True
        if time.monotonic() > deadline:
            by = holder(connection, key)
            raise refuse(schema, f"is still being migrated after {LOCK_WAIT_SECONDS} s by {by}; see what it waits for")
        time.sleep(LOCK_POLL_SECONDS)
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (key,))


def holder(connection: Connection, key: str) -> str:
    """Who holds the lock, as pg_stat_activity shows it."""
    row = connection.execute(
        """
        SELECT a.pid, a.usename FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (l.classid::bigint << 32) + l.objid::bigint = hashtextextended(%s, 0)
        """,
        (key,),
    ).fetchone()
    return f"process {row[0]} of {row[1]}" if row else "a process that has just ended"


def one(connection: Connection, query: str, *values: object) -> object:
    """The single value of a query written in this package."""
    row = connection.execute(query.encode(), values or None).fetchone()
    return row[0] if row else None


def row_of(connection: Connection, query: str, *values: object) -> TupleRow:
    """The single row of a query that always has one."""
    row = connection.execute(query.encode(), values or None).fetchone()
    if row is None:
        raise LookupError(query)
    return row


def first_line(error: psycopg.Error) -> str:
    """libpq explains a lost connection in several lines."""
    return str(error).strip().split("\n")[0]


def who() -> str:
    """For the ledger: the Job's pod or the person's machine."""
    return f"{os.environ.get('USER') or 'uid ' + str(os.getuid())}@{socket.gethostname()}"
