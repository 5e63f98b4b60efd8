"""The commands. Exit code 0: done; 1: refused; 2: wrong arguments."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from .apply import apply
from .baseline import baseline
from .database import first_line
from .dry_run import check_only, dry_run
from .prepare import prepare
from .problem import Refused, refuse
from .replace_file import replace_file
from .reset import reset
from .seal import record_release, seal
from .settings import settings_from
from .state import state
from .undo import undo

UNDO_ALLOWED = "DB_UNDO"
ROLES = ("_migrator", "_rw", "_ro")


def main(arguments: Sequence[str]) -> int:
    """Runs one command and prints every reason when it is refused."""
    options = parser().parse_args(arguments)
    try:
        run(options)
    except Refused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        count = len(refused.problems)
        print(f"{count} problem{'' if count == 1 else 's'}", file=sys.stderr)
        return 1
    except psycopg.Error as error:
        print(f"database {first_line(error)}; the ledger holds what was applied: run again", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the ledger holds what was applied: run again", file=sys.stderr)
        return 130
    return 0


def run(options: argparse.Namespace) -> None:
    """Runs a command on files alone, or connects to the database first."""
    root: Path = options.migrations
    match options.command:
        case "check":
            check_only(root, say)
        case "seal":
            seal(root, options.core, say)
        case "release":
            record_release(root, options.core, options.version, say)
        case "replace":
            replace_file(root, options.number, options.ledgers, say)
        case "state":
            state(settings_from(os.environ, ROLES), say)
        case _:
            run_as_migrator(options, root)


def run_as_migrator(options: argparse.Namespace, root: Path) -> None:
    """Runs a command that needs a database."""
    if options.command == "undo":
        refuse_undo_of_data(os.environ)
    settings = settings_from(os.environ)
    match options.command:
        case "apply":
            apply(settings, root, say)
        case "dry-run":
            dry_run(settings, root, os.environ, options.for_real, say)
        case "undo":
            undo(settings, root, options.to, options.core, say)
        case "baseline":
            baseline(settings, root, options.to, options.core, say)
        case "reset":
            reset(settings, os.environ, root, options.database, say)
        case "prepare":
            prepare(settings, os.environ, say)


def refuse_undo_of_data(environment: Mapping[str, str]) -> None:
    """Refuses an undo unless the environment allows it for this database."""
    if environment.get(UNDO_ALLOWED) != "allowed":
        raise refuse(UNDO_ALLOWED, "is not 'allowed' here; where people's data lives, write a new migration or restore")


def say(line: str) -> None:
    """Prints progress at once: standard output is the log of a Job."""
    print(line, flush=True)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="migrate", description="Numbered SQL migrations for one schema of one Postgres database."
    )
    top.add_argument("--migrations", type=Path, default=Path("migrations"), metavar="DIR", help="default: migrations")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("apply", help="bring the schema DB_SCHEMA of DB_NAME up to the files")
    trial = commands.add_parser(
        "dry-run",
        help="check the files, then try them on a copy of a scratch database, which DB_ADMIN_USER makes, or roll back",
    )
    trial.add_argument("--for-real", action="store_true", help="commit on the scratch database itself and leave it so")
    commands.add_parser("check", help="check the files without a database")
    back = commands.add_parser("undo", help="take back the last migration (needs DB_UNDO=allowed)")
    back.add_argument("--to", type=int, metavar="NNNN", help="take back all above this number")
    there = commands.add_parser("baseline", help="record the first migrations as being there, in a schema taken over")
    there.add_argument("--to", type=int, metavar="NNNN", required=True, help="the last one that the schema has")
    write = commands.add_parser("seal", help="write the manifest after a migration was added")
    release = commands.add_parser("release", help="record in the manifest what a release holds")
    release.add_argument("version", help="the tag, such as v1.4.0")
    commands.add_parser("prepare", help="make roles and database on a Postgres of your own (needs DB_ADMIN_USER)")
    commands.add_parser("state", help="print what the ledger says, as a proof for `replace`; as any role")
    again = commands.add_parser("replace", help="open a merged migration that no environment has to changes")
    again.add_argument("number", type=int, metavar="NNNN")
    again.add_argument("ledgers", type=Path, nargs="+", metavar="ENVIRONMENT.ledger", help="what `state` printed there")
    anew = commands.add_parser("reset", help="drop a database of your own, make and migrate it again")
    anew.add_argument("--database", required=True, metavar="NAME", help="its name, typed")
    for command in (back, there, write, release):
        command.add_argument("--core", action="store_true", help="in migrations/core")
    return top
