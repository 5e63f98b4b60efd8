"""Files that run outside a transaction: what an interruption leaves behind, and how the next run continues."""

import psycopg
from psycopg import sql

from .by_partition import build_by_partition
from .database import Connection, Say, first_line, one
from .ledger import Row, begin, finish, forget, reopen, wal_position
from .migration import Migration, SqlFile
from .problem import refuse
from .run_file import run_statements
from .statement_rules import index_made

# An index that a failed CREATE INDEX CONCURRENTLY or REINDEX left. An index that is being built now is locked.
LEFTOVERS = """
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'i' AND NOT i.indisvalid
  AND c.relowner = current_user::regrole ORDER BY c.relname
"""


def apply_alone(connection: Connection, ledger: str, migration: Migration, row: Row | None, say: Say) -> None:
    """Records the start of the file, runs it, and records its end. `row` is the row of an earlier, unfinished run."""
    file = migration.up
    if row is not None and row.sha256 == file.sha256 and index_state(connection, file) == "valid":
        # The server finished the work after the client had gone.
        say(f"{file.path} was begun and not finished; going on")
        finish(connection, ledger, file)
        return
    if row is not None:
        clear_away(connection, file, row, say)
    begin(connection, ledger, file, wal_position(connection), row)
    run_alone(connection, file, say)
    finish(connection, ledger, file)


def undo_alone(connection: Connection, ledger: str, undo: SqlFile, say: Say) -> None:
    """Runs an undo outside a transaction. First records that the migration is no longer complete."""
    reopen(connection, ledger, undo.number)
    run_alone(connection, undo, say)
    forget(connection, ledger, undo.number)


def clear_away(connection: Connection, file: SqlFile, row: Row, say: Say) -> None:
    """Prints what the unfinished run left, and drops it: an invalid index has costs and no use."""
    if row.sha256 == file.sha256:
        say(f"{file.path} was begun and not finished; going on")
    else:
        say(f"{file.path}: {row.name} was begun under this number and not finished; this file takes its place")
    drop_leftovers(connection, file, say)


def drop_leftovers(connection: Connection, file: SqlFile, say: Say) -> None:
    """Drops invalid indexes of interrupted runs, outside a transaction. Errors name `file`."""
    for (name,) in connection.execute(LEFTOVERS.encode()).fetchall():
        say(f"dropping the invalid index {name} that an interrupted run left")
        connection.execute("SET lock_timeout = '1min'")
        try:
            connection.execute(sql.SQL("DROP INDEX CONCURRENTLY {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            what = f"the invalid index {name} could not be dropped: {first_line(error)}; run again"
            raise refuse(f"{file.path}:{file.statements[0].line}", what) from None
        finally:
            if not connection.closed:
                connection.execute("RESET lock_timeout")


def run_alone(connection: Connection, file: SqlFile, say: Say) -> None:
    """Runs the one statement of the file, or its steps, outside a transaction."""
    try:
        if file.header.per_partition:
            build_by_partition(connection, file, say)
            return
        name = index_made(file.statements[0])
        state = index_state(connection, file)
        if name is not None and state is not None:
            raise refuse(
                f"{file.path}:{file.statements[0].line}",
                f"index {name} is there already ({state}); DROP INDEX CONCURRENTLY {name}, then run again",
            )
        run_statements(connection, file)
    finally:
        if not connection.closed:
            connection.execute("RESET lock_timeout")
            connection.execute("RESET statement_timeout")


def index_state(connection: Connection, file: SqlFile) -> str | None:
    """`valid`, `invalid`, or `None` when there is no such index or the file creates none."""
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
