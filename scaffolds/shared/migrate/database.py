"""The connection of a run, and its session settings."""

import os
import socket
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


@contextmanager
def connect(settings: Settings, name: str) -> Iterator[Connection]:
    """A session of the migrator on the primary, with `search_path` = DB_SCHEMA; pg_stat_activity shows it as `name`."""
    where = f"{settings.host}:{settings.port}/{settings.name}"
    try:
        connection = psycopg.connect(
            host=settings.host,
            port=settings.port,
            dbname=settings.name,
            user=settings.user,
            password=settings.password,
            sslmode=settings.sslmode,
            application_name=name,
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
        # The server notices within seconds that a client was killed, even during a long statement.
        connection.execute("SET client_connection_check_interval = '1s'")
        connection.execute("SET idle_in_transaction_session_timeout = '10min'")
        connection.execute("SET client_min_messages = warning")
        connection.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(settings.schema)))
        yield connection


def refuse_pooler(connection: Connection, where: str) -> None:
    """Refuses a pooler, which breaks advisory locks and settings. Its handshake has a process number of its own."""
    if connection.info.backend_pid != one(connection, "SELECT pg_backend_pid()"):
        raise refuse(where, "is a connection pooler; let DB_HOST and DB_PORT name the database itself")


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
    """Who applies, for the ledger: the Job's pod or the person's machine."""
    return f"{os.environ.get('USER') or 'uid ' + str(os.getuid())}@{socket.gethostname()}"
