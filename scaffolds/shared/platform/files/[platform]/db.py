"""Sessions on the product's schema of its Postgres."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from .config import DatabaseSettings

Session = psycopg.Connection[DictRow]

WAIT_SECONDS = 5.0
"""How long a request waits for a free connection before the caller is told to come back."""

PROBE_SECONDS = 2.0

STATEMENT_TIMEOUT = "30s"
IDLE_IN_TRANSACTION_TIMEOUT = "60s"


class DatabaseUnavailableError(Exception):
    """The database cannot be used now; the same request may succeed in a moment."""


class Database:
    """A pool of at most DB_CONN_MAX connections.

    It survives a failover: a connection is tried before it is lent, a broken one is replaced, and only a server that
    accepts writes is taken. What was in flight fails with DatabaseUnavailableError; nothing is repeated by itself.
    """

    def __init__(self, settings: DatabaseSettings, application: str) -> None:
        self._pool: ConnectionPool[Session] = ConnectionPool(
            conninfo(settings, application),
            connection_class=Session,
            kwargs={"row_factory": dict_row},
            min_size=1,
            max_size=settings.connections,
            max_idle=300,
            # Long-lived connections would not move to a new server.
            max_lifetime=1800,
            check=ConnectionPool.check_connection,
            # Pauses between attempts double. Give up early, so that the next request tries at once.
            reconnect_timeout=10,
            open=False,
            name=application,
        )
        self._lent: set[Session] = set()

    def open(self) -> None:
        """Starts connecting in the background: a service can start without its database, and is not ready then."""
        self._pool.open(wait=False)

    def close(self) -> None:
        """Closes idle connections now, and used ones when they are returned."""
        self._pool.close()

    @contextmanager
    def session(self, wait: float | None = None) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back by an exception. `wait` in seconds, else WAIT_SECONDS."""
        try:
            with self._pool.connection(WAIT_SECONDS if wait is None else wait) as connection:
                self._lent.add(connection)
                try:
                    yield connection
                finally:
                    self._lent.discard(connection)
        except PoolTimeout as error:
            raise DatabaseUnavailableError(str(error)) from error
        except psycopg.errors.ReadOnlySqlTransaction as error:
            # The server was demoted meanwhile. The next request gets another connection.
            self._pool.check()
            raise DatabaseUnavailableError("the server became read-only") from error
        except psycopg.errors.QueryCanceled:
            # A statement that takes too long is an error of this service, not an outage.
            raise
        except psycopg.OperationalError as error:
            raise DatabaseUnavailableError(first_line(error)) from error

    def check(self) -> None:
        """Raises DatabaseUnavailableError unless the database answers, soon enough for a probe.

        When every connection is lent, those that borrowed them are being answered: one more, to ask by itself, would
        break DB_CONN_MAX, and a process that is taken out of service for being busy only makes the others busier.
        """
        try:
            with self.session(wait=PROBE_SECONDS) as session:
                session.execute("SELECT 1")
        except DatabaseUnavailableError:
            # Each was tried before it was lent, and the time-outs of conninfo() end it when the server is gone.
            if sum(not lent.closed for lent in tuple(self._lent)) < self._pool.max_size:
                raise


def conninfo(settings: DatabaseSettings, application: str) -> str:
    """How to connect, as libpq reads it."""
    options = {
        "search_path": settings.schema,
        "statement_timeout": STATEMENT_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT,
        "timezone": "UTC",
    }
    return make_conninfo(
        host=settings.host,
        port=settings.port,
        dbname=settings.name,
        user=settings.user,
        password=settings.password,
        sslmode=settings.sslmode,
        application_name=application,
        connect_timeout=3,
        target_session_attrs="read-write",
        # A lost server is noticed within half a minute.
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=30_000,
        options=" ".join(f"-c {name}={value}" for name, value in options.items()),
    )


def first_line(error: psycopg.Error) -> str:
    """What went wrong, without the statement and its values."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
