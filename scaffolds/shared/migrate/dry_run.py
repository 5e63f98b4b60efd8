"""`db-migrate-dry`: finds every problem that can be found without touching a real database."""

from collections.abc import Mapping
from pathlib import Path

import psycopg

from .checks import check_folders
from .copy import copy_of
from .database import Connection, Say, one
from .folder import Folder, read_folders
from .ledger import pending, read_ledger
from .lock import locked
from .migration import Migration
from .prepare import ADMIN, prepare
from .problem import Problem, Refused, refuse
from .rehearsal import rehearse
from .review_rules import check_review
from .settings import SCRATCH, Settings
from .squawk import run_squawk

PG_VERSION = "15.0"
"""The oldest version of Postgres for squawk's rules; see database.MIN_VERSION."""

CANNOT_SEE = """\
what this could not see:
- how long a statement takes on the size and the load of the real database
- rows of the real database that break a constraint, a type or a backfill{empty}"""
IN_ONE_TRANSACTION = """
- a lock that one pending file takes on a table that another one has locked already
- values taken from sequences: a rollback does not give them back"""


def check(root: Path, say: Say) -> tuple[Folder, Folder]:
    """Lists the files and raises every problem of them."""
    folders = read_folders(root)
    for folder in folders:
        for migration in folder.migrations:
            say(describe(folder, migration))
    problems = check_folders(*folders)
    for folder in folders:
        problems += run_squawk(folder, PG_VERSION)
        problems += check_review(folder)
    if problems:
        raise Refused(problems)
    return folders


def dry_run(settings: Settings, root: Path, environment: Mapping[str, str], for_real: bool, say: Say) -> None:
    """The checks, then all that is pending up, down and up again: on a copy of the scratch database where a superuser
    can make one, else on that database itself, rolled back or `for_real`.
    """
    folders = check(root, say)
    if not settings.name.endswith(SCRATCH):
        raise refuse(
            "DB_NAME",
            f"is {settings.name!r}; a dry run takes the real locks, so it wants a database "
            f"whose name ends in {SCRATCH}: an empty one, or a restored copy under that name",
        )
    if environment.get(ADMIN):
        prepare(settings, environment, say)
        with copy_of(settings, environment) as copy:
            fresh = commit(copy, folders, say)
        end = f"{settings.name} is as it was: all of it ran for real, on a copy that is gone"
    elif for_real:
        fresh = commit(settings, folders, say)
        end = f"{settings.name} has all of it now: make it anew for the next dry run"
    else:
        fresh = roll_back(settings, folders, say)
        end = f"rolled back; {settings.name} is as it was"
    say(end)
    seen = "" if end.startswith(settings.name) else IN_ONE_TRANSACTION
    say(CANNOT_SEE.format(empty=": the scratch database was empty" if fresh else "") + seen)


def commit(settings: Settings, folders: tuple[Folder, ...], say: Say) -> bool:
    """Applies the files one by one, as a deploy does."""
    with locked(settings, say) as connection:
        return rehearse(connection, settings, folders, say)


def roll_back(settings: Settings, folders: tuple[Folder, ...], say: Say) -> bool:
    """Applies everything in one transaction and rolls it back. Refuses files that run outside a transaction."""
    alone = [file for folder in folders for file in folder.files() if not file.header.transactional]
    with locked(settings, say, make=False) as connection:
        missing = pending_files(connection, folders)
        what = (
            f"runs outside a transaction, so it cannot be rolled back; set {ADMIN}, with which the dry run makes"
            f" a copy, or give up {settings.name} to it: dry-run --for-real"
        )
        if problems := [Problem(f"{file.path}:1", what) for file in alone if file.path in missing]:
            raise Refused(problems)
        fresh = False
        with connection.transaction():
            fresh = rehearse(connection, settings, folders, say)
            raise psycopg.Rollback
    return fresh


def pending_files(connection: Connection, folders: tuple[Folder, ...]) -> set[str]:
    """Paths of the files that would run, including undo files."""
    found: set[str] = set()
    for folder in folders:
        there = one(connection, "SELECT to_regclass(%s) IS NOT NULL", folder.ledger)
        rows = read_ledger(connection, folder.ledger) if there else []
        for migration in pending(folder, rows):
            found |= {file.path for file in (migration.up, migration.undo) if file}
    return found


def describe(folder: Folder, migration: Migration) -> str:
    """One line of the list."""
    file, released = migration.up, folder.manifest.releases_with(migration.number)
    marks = [file.header.phase + (f" of {file.header.contracts:04d}" if file.header.contracts else "")]
    marks += [] if file.header.transactional else ["per partition" if file.header.per_partition else "no transaction"]
    marks += ["reversible" if migration.undo else "no undo"]
    marks += [f"in {released} releases" if released else "not released"]
    return f"{file.path}  {', '.join(marks)}"


def check_only(root: Path, say: Say) -> None:
    """`db-migrate-check`: the checks without a database."""
    files = sum(len(folder.migrations) for folder in check(root, say))
    say(f"{files} migrations are in order; nothing was run: give DB_* for a dry run")
