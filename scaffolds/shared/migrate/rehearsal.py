"""Applies pending files up, down and up again, one by one, and checks what each one did."""

from collections.abc import Mapping

import psycopg

from .apply import read_ledgers
from .core_rules import core_name, core_objects
from .database import Connection, Say, first_line
from .folder import Folder
from .ledger import ahead, finish, forget, pending, record, wal_position
from .locks import NO_SEQUENTIAL_SCANS, LockJudge
from .migration import Migration, SqlFile
from .privileges import assert_privileges
from .problem import Refused, refuse
from .resume import drop_leftovers, run_alone
from .rights import keep_rights
from .run_file import Watch, run_statements
from .settings import Settings
from .snapshot import Snapshot, difference, not_logged, removed, snapshot


def rehearse(connection: Connection, settings: Settings, folders: tuple[Folder, ...], say: Say) -> bool:
    """Raises at the first file that fails. Returns whether nothing was applied before."""
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
    """Applies one file; with an undo file also undoes and applies it again, comparing the schema each time."""
    ledger, new = folder.ledger, migration.number > folder.manifest.released
    before = snapshot(connection)
    # The copy may hold the row of an interrupted run.
    forget(connection, ledger, migration.number)
    record(connection, ledger, migration.up, wal_position(connection))
    judge: list[LockJudge] = []
    run(connection, migration.up, judge if new else None)
    after = snapshot(connection)
    if not folder.is_core and (of_core := part(after, core)) != (was := part(before, core)):
        what = f"changes what the core made: {difference(was, of_core)}; propose it to the shared library"
        raise refuse(f"{migration.up.path}:1", what)
    if new:
        refuse_unsafe(connection, migration, judge, (before, after))
    if migration.undo:
        run(connection, migration.undo)
        if (left := snapshot(connection)) != before:
            raise refuse(f"{migration.undo.path}:1", f"does not take everything back; {difference(before, left)}")
        run(connection, migration.up)
        if (again := snapshot(connection)) != after:
            raise refuse(f"{migration.up.path}:1", f"makes another schema after its undo; {difference(after, again)}")
    finish(connection, ledger, migration.up)


def refuse_unsafe(
    connection: Connection, migration: Migration, judges: list[LockJudge], change: tuple[Snapshot, Snapshot]
) -> None:
    """Reports what the text of a statement does not show: locks, lost rows, and what a block removed."""
    file = migration.up
    problems = [problem for judge in judges for problem in judge.problems]
    if problems:
        raise Refused(problems)
    if (names := not_logged(connection)) != []:
        what = f"makes {names[0]} UNLOGGED: the data is gone after a crash and after a restore; leave the word out"
        raise refuse(f"{file.path}:1", what)
    if file.header.phase != "contract" and (gone := removed(*change)):
        what = f"removes {', '.join(gone[:3])}, which the release that still runs may use; put that into a file"
        raise refuse(f"{file.path}:1", f'{what} with "-- phase: contract of NNNN"')


def refuse_changed_rights(connection: Connection, settings: Settings, migration: Migration) -> None:
    """Refuses rights that a block or a routine granted, or a view or a routine lends: each run would revoke them."""
    changes: list[str] = []
    keep_rights(connection, settings, changes.append)
    if changes:
        what = "changes rights, or lends its owner's, which are the same for all objects"
        what += f"; the run ends with {'; '.join(changes)}"
        raise refuse(f"{migration.up.path}:1", what)


def part(schema: Snapshot, core: Mapping[str, str]) -> Snapshot:
    """The objects that belong to the core."""
    return frozenset(entry for entry in schema if core_name(entry[0], core) is not None)


def run(connection: Connection, file: SqlFile, judges: list[LockJudge] | None = None) -> None:
    """Runs the file as production will. In a transaction it watches locks, and checks deferred constraints."""
    if not file.header.transactional:
        # A restored copy can hold the leftovers of an interrupted run.
        drop_leftovers(connection, file, quiet)
        run_alone(connection, file, quiet)
        return
    with connection.transaction():
        connection.execute(NO_SEQUENTIAL_SCANS)
        watch: Watch | None = None
        if judges is not None:
            judges.append(LockJudge(connection, file))
            watch = judges[-1].watch
        run_statements(connection, file, watch)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.execute("SET CONSTRAINTS ALL DEFERRED")


def quiet(line: str) -> None:
    """Ignores the progress of single steps."""
    del line
