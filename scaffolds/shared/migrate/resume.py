"""Files that run outside a transaction: what an interruption leaves, and how the next run goes on."""

import psycopg
from psycopg import sql

from .database import Connection, Say, first_line, one
from .ledger import Row, finish, forget, record, reopen, wal_position
from .migration import Migration, SqlFile
from .problem import refuse
from .run_file import run_statements
from .statement_rules import index_made


def apply_alone(connection: Connection, ledger: str, migration: Migration, row: Row | None, say: Say) -> None:
    """Writes down that the file begins, runs it, writes down that it ended. `row` is what an earlier run left."""
    file = migration.up
    if row is None:
        record(connection, ledger, file, wal_position(connection))
    else:
        say(f"{file.path} was begun and not finished; going on")
        if row.sha256 == file.sha256 and index_state(connection, file) == "valid":
            # The server ended the work after the client was gone.
            finish(connection, ledger, file)
            return
        reopen(connection, ledger, file.number)
    run_alone(connection, file, say)
    finish(connection, ledger, file)


def undo_alone(connection: Connection, ledger: str, undo: SqlFile, say: Say) -> None:
    """From the first moment the ledger says that the migration is no longer whole."""
    reopen(connection, ledger, undo.number)
    run_alone(connection, undo, say)
    forget(connection, ledger, undo.number)


def run_alone(connection: Connection, file: SqlFile, say: Say) -> None:
    """An interrupted CREATE INDEX CONCURRENTLY leaves an index that only costs: it is dropped first."""
    name = index_made(file.statements[0])
    state = index_state(connection, file)
    if name is not None and state == "valid":
        raise refuse(
            f"{file.path}:{file.statements[0].line}",
            f"index {name} is there already; DROP INDEX CONCURRENTLY {name}, then run again",
        )
    if name is not None and state == "invalid":
        say(f"dropping the invalid index {name} that an interrupted run left")
        connection.execute("SET lock_timeout = '1min'")
        try:
            connection.execute(sql.SQL("DROP INDEX CONCURRENTLY {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            what = f"the invalid index {name} could not be dropped: {first_line(error)}; run again"
            raise refuse(f"{file.path}:{file.statements[0].line}", what) from None
    try:
        run_statements(connection, file)
    finally:
        if not connection.closed:
            connection.execute("RESET lock_timeout")
            connection.execute("RESET statement_timeout")


def index_state(connection: Connection, file: SqlFile) -> str | None:
    """`valid`, `invalid` or `None` when there is no such index, or the file makes none."""
    name = index_made(file.statements[0])
    if name is None:
        return None
    valid = one(
        connection,
        "SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = %s",
        name,
    )
    return None if valid is None else "valid" if valid else "invalid"
