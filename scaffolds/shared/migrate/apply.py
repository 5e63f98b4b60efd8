"""`db-migrate`: brings the schema up to the files."""

import time
from pathlib import Path

import psycopg

from .checks import check_folders
from .database import Connection, Say, first_line
from .folder import Folder, read_folders
from .header import seconds
from .ledger import Row, ahead, begin, compare, finish, pending, read_ledger, wal_position
from .lock import locked
from .migration import Migration
from .privileges import assert_privileges
from .problem import Problem, Refused, refuse
from .resume import apply_alone, clear_away
from .rights import keep_rights
from .run_file import run_statements
from .settings import Settings


def apply(settings: Settings, root: Path, say: Say) -> None:
    """Applies core first, then the product. Changes nothing while a file or a ledger is wrong."""
    folders = read_folders(root)
    if problems := check_folders(*folders):
        raise Refused(problems)
    with locked(settings, say) as connection:
        assert_privileges(connection, settings, say)
        ledgers = read_ledgers(connection, folders)
        refuse_longer_than_job(settings, [file for each in folders for file in pending(each, ledgers[each.ledger])])
        for folder in folders:
            rows = ledgers[folder.ledger]
            for row in ahead(folder, rows):
                say(f"{folder.shown}: {row.name} ({row.phase}) was applied by a newer release; left as it is")
            for migration in pending(folder, rows):
                apply_one(connection, folder.ledger, migration, rows, say)
        # This also revokes what a block or a routine granted.
        keep_rights(connection, settings, say)
        say(f"schema {settings.schema} of {settings.name} is up to date")


def refuse_longer_than_job(settings: Settings, files: list[Migration]) -> None:
    """Refuses before the first file what the platform would end in the middle."""
    deadline = settings.deadline_seconds
    if deadline is None:
        return
    too_long = [
        Problem(
            f"{each.up.path}:1",
            f"may take {each.up.header.statement_timeout} for one statement, and the release ends its migrations after"
            f" {deadline} s; nothing was applied: set migrations.deadlineSeconds in infra/values-<environment>.yaml,"
            " or a shorter statement-timeout",
        )
        for each in files
        if seconds(each.up.header.statement_timeout) > deadline
    ]
    if too_long:
        raise Refused(too_long)


def read_ledgers(connection: Connection, folders: tuple[Folder, ...]) -> dict[str, list[Row]]:
    """The rows of each ledger, after checking that they agree with the folders."""
    ledgers = {folder.ledger: read_ledger(connection, folder.ledger) for folder in folders}
    if problems := [p for folder in folders for p in compare(folder, ledgers[folder.ledger])]:
        raise Refused(problems)
    return ledgers


def apply_one(connection: Connection, ledger: str, migration: Migration, rows: list[Row], say: Say) -> None:
    """Applies one file together with its row in the ledger, or neither."""
    file = migration.up
    started = time.monotonic()
    left = next((row for row in rows if row.number == file.number), None)
    if file.header.transactional:
        if left is not None:
            clear_away(connection, file, left, say)
        position = wal_position(connection)
        try:
            with connection.transaction():
                begin(connection, ledger, file, position, left)
                run_statements(connection, file)
                finish(connection, ledger, file)
        except psycopg.Error as error:
            # An error at the commit itself, such as a deferred constraint, belongs to no line.
            where = f"{file.path}:{file.statements[-1].line}"
            if connection.closed:
                # Without an answer nobody knows whether file and row were committed. Either both were or neither.
                what = f"may or may not be committed: the connection broke ({first_line(error)})"
                raise refuse(where, f"{what}; run again, which finds out") from None
            raise refuse(where, f"was not committed: {first_line(error)}; run again") from None
    else:
        apply_alone(connection, ledger, migration, left, say)
    say(f"applied {file.path} ({file.header.phase}, {(time.monotonic() - started) * 1000:.0f} ms)")
