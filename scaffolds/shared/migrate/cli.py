"""The commands. Exit code 0 when all is well, 1 when something was refused, 2 for a wrong call."""

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
from .prepare import ADMIN, prepare
from .problem import Refused, refuse
from .seal import record_release, seal
from .settings import settings_from
from .undo import undo

UNDO_ALLOWED = "DB_UNDO"


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
    """One branch per command."""
    root: Path = options.migrations
    match options.command:
        case "apply":
            apply(settings_from(os.environ), root, say)
        case "dry-run":
            settings = settings_from(os.environ)
            if ADMIN in os.environ:
                prepare(settings, os.environ, say)
            dry_run(settings, root, say)
        case "check":
            check_only(root, say)
        case "undo":
            refuse_undo_of_data(os.environ)
            undo(settings_from(os.environ), root, options.to, options.core, say)
        case "baseline":
            baseline(settings_from(os.environ), root, options.to, options.core, say)
        case "seal":
            seal(root, options.core, say)
        case "release":
            record_release(root, options.core, options.version, say)
        case "prepare":
            prepare(settings_from(os.environ), os.environ, say)


def refuse_undo_of_data(environment: Mapping[str, str]) -> None:
    """An undo is for databases that say so."""
    if environment.get(UNDO_ALLOWED) != "allowed":
        raise refuse(UNDO_ALLOWED, "is not 'allowed' here; where people's data lives, write a new migration or restore")


def say(line: str) -> None:
    """Progress goes to standard output at once: it is a Job's log."""
    print(line, flush=True)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="migrate", description="Numbered SQL migrations for one schema of one Postgres database."
    )
    top.add_argument("--migrations", type=Path, default=Path("migrations"), metavar="DIR", help="default: migrations")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("apply", help="bring the schema DB_SCHEMA of DB_NAME up to the files")
    commands.add_parser(
        "dry-run",
        help="check the files, then try them on a scratch database and roll back; makes it when DB_ADMIN_USER is set",
    )
    commands.add_parser("check", help="check the files without a database")
    back = commands.add_parser("undo", help="take back the last migration (needs DB_UNDO=allowed)")
    back.add_argument("--to", type=int, metavar="NNNN", help="take back all above this number")
    there = commands.add_parser("baseline", help="record the first migrations as being there, in a schema taken over")
    there.add_argument("--to", type=int, metavar="NNNN", required=True, help="the last one that the schema has")
    write = commands.add_parser("seal", help="write the manifest after a migration was added")
    release = commands.add_parser("release", help="record in the manifest what a release holds")
    release.add_argument("version", help="the tag, such as v1.4.0")
    commands.add_parser("prepare", help="make roles and database on a Postgres of your own (needs DB_ADMIN_USER)")
    for command in (back, there, write, release):
        command.add_argument("--core", action="store_true", help="in migrations/core")
    return top
