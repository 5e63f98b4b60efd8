"""`db-migrate-dry`: everything that can be known before a real database is touched."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import psycopg

from .apply import read_ledgers
from .checks import check_folders
from .core_rules import core_name, core_objects
from .database import Connection, Say, connect, first_line, migration_lock
from .folder import Folder, read_folders
from .ledger import ahead, finish, forget, pending, record, wal_position
from .migration import Migration, SqlFile
from .privileges import assert_privileges
from .problem import Refused, refuse
from .rights import keep_rights
from .run_file import run_statements
from .settings import Settings
from .snapshot import Snapshot, difference, snapshot
from .squawk import run_squawk

SCRATCH = "_scratch"
PG_VERSION = "15.0"
"""The oldest that squawk is to think of; see database.MIN_VERSION."""
CONCURRENTLY = re.compile(r"\bCONCURRENTLY\b", re.IGNORECASE)

CANNOT_SEE = """\
what this could not see:
- how long a statement takes and whom its lock stops, on the size and the load of the real database
- rows of the real database that break a constraint, a type or a backfill{empty}
- CONCURRENTLY: such files ran inside the transaction, without that word
- values taken from sequences: a rollback does not give them back"""


def check(root: Path, say: Say) -> tuple[Folder, Folder]:
    """Lists the files and raises all that is wrong with them."""
    folders = read_folders(root)
    for folder in folders:
        for migration in folder.migrations:
            say(describe(folder, migration))
    problems = check_folders(*folders)
    for folder in folders:
        problems += run_squawk(folder, PG_VERSION)
    if problems:
        raise Refused(problems)
    return folders


def dry_run(settings: Settings, root: Path, say: Say) -> None:
    """The checks, then all that is pending up, down and up again on a scratch database, rolled back."""
    folders = check(root, say)
    if not settings.name.endswith(SCRATCH):
        raise refuse(
            "DB_NAME",
            f"is {settings.name!r}; a dry run takes the real locks, so it wants a database "
            f"whose name ends in {SCRATCH}: an empty one, or a restored copy under that name",
        )
    with connect(settings) as connection, migration_lock(connection, settings.schema, say):
        fresh = False
        with connection.transaction():
            fresh = rehearse(connection, settings, folders, say)
            raise psycopg.Rollback
    say(f"rolled back; {settings.name} is as it was")
    say(CANNOT_SEE.format(empty=": the scratch database was empty" if fresh else ""))


def rehearse(connection: Connection, settings: Settings, folders: tuple[Folder, ...], say: Say) -> bool:
    """Applies what is pending in the open transaction. Returns whether nothing was applied before."""
    assert_privileges(connection, settings, say)
    ledgers = read_ledgers(connection, folders)
    core = core_objects(folders[0])
    for folder in folders:
        rows = ledgers[folder.ledger]
        for row in ahead(folder, rows):
            say(f"{folder.shown}: {row.name} ({row.phase}) was applied by a newer release")
        for migration in pending(folder, rows):
            try:
                rehearse_one(connection, folder, migration, core)
                refuse_changed_rights(connection, settings, migration)
            except psycopg.Error as error:
                raise refuse(f"{migration.up.path}:{migration.up.statements[-1].line}", first_line(error)) from None
            say(f"applied {'and took back ' if migration.undo else ''}{migration.up.path}")
    return not any(ledgers.values())


def rehearse_one(connection: Connection, folder: Folder, migration: Migration, core: Mapping[str, str]) -> None:
    """Up; with an undo file also down and up again, comparing the schema each time."""
    ledger = folder.ledger
    before = snapshot(connection)
    # In a copy, an interrupted run may have left its row.
    forget(connection, ledger, migration.number)
    record(connection, ledger, migration.up, wal_position(connection))
    run(connection, migration.up)
    after = snapshot(connection)
    if not folder.is_core and (of_core := part(after, core)) != (was := part(before, core)):
        what = f"changes what the core made: {difference(was, of_core)}; propose it to the shared library"
        raise refuse(f"{migration.up.path}:1", what)
    if migration.undo:
        run(connection, migration.undo)
        if (left := snapshot(connection)) != before:
            raise refuse(f"{migration.undo.path}:1", f"does not take everything back; {difference(before, left)}")
        run(connection, migration.up)
        if (again := snapshot(connection)) != after:
            raise refuse(f"{migration.up.path}:1", f"makes another schema after its undo; {difference(after, again)}")
    finish(connection, ledger, migration.up)


def refuse_changed_rights(connection: Connection, settings: Settings, migration: Migration) -> None:
    """A right that a block or a routine gave would be taken back at the end of each run."""
    changes: list[str] = []
    keep_rights(connection, settings, changes.append)
    if changes:
        what = f"changes rights, which are the same for all objects; the run ends with {'; '.join(changes)}"
        raise refuse(f"{migration.up.path}:1", what)


def part(schema: Snapshot, core: Mapping[str, str]) -> Snapshot:
    """What belongs to objects of the core."""
    return frozenset(entry for entry in schema if core_name(entry[0], core) is not None)


def run(connection: Connection, file: SqlFile) -> None:
    """Runs the file inside the transaction; deferred constraints are checked now."""
    if not file.header.transactional:
        # As many spaces, so that positions in errors stay right.
        blank = tuple(replace(s, text=CONCURRENTLY.sub(" " * 12, s.text)) for s in file.statements)
        file = replace(file, statements=blank, header=replace(file.header, transactional=True))
    run_statements(connection, file)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.execute("SET CONSTRAINTS ALL DEFERRED")


def describe(folder: Folder, migration: Migration) -> str:
    """One line of the list."""
    file, released = migration.up, folder.manifest.releases_with(migration.number)
    marks = [file.header.phase + (f" of {file.header.contracts:04d}" if file.header.contracts else "")]
    marks += [] if file.header.transactional else ["no transaction"]
    marks += ["reversible" if migration.undo else "no undo"]
    marks += [f"in {released} releases" if released else "not released"]
    return f"{file.path}  {', '.join(marks)}"


def check_only(root: Path, say: Say) -> None:
    """`db-migrate-check`: the checks without a database."""
    files = sum(len(folder.migrations) for folder in check(root, say))
    say(f"{files} migrations are in order; nothing was run: give DB_* for a dry run")
