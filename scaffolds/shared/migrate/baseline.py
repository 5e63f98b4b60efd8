"""`db-migrate-baseline`: adopts a schema that already has its first migrations, but no ledger of this tool."""

from collections.abc import Iterator
from pathlib import Path

from .checks import check_folders
from .core_rules import makes, name_behind
from .database import Connection, Say, one
from .folder import Folder, read_folders
from .ledger import finish, read_ledger, record, wal_position
from .lock import locked
from .migration import Migration
from .privileges import assert_privileges
from .problem import Problem, Refused, refuse
from .settings import Settings


def baseline(settings: Settings, root: Path, last: int, core: bool, say: Say) -> None:
    """Records the migrations up to `last` as applied, and runs none of them."""
    folders = read_folders(root)
    if problems := check_folders(*folders):
        raise Refused(problems)
    folder = folders[0] if core else folders[1]
    chosen = [migration for migration in folder.migrations if migration.number <= last]
    if last not in (migration.number for migration in chosen):
        there = f"0001 to {len(folder.migrations):04d}" if folder.migrations else "none"
        raise refuse("--to", f"is {last:04d}; {folder.shown} has {there}")
    with locked(settings, say) as connection:
        assert_privileges(connection, settings, say)
        if rows := read_ledger(connection, folder.ledger):
            raise refuse(
                folder.ledger, f"records {rows[-1].name} already; what is missing is applied: `make db-migrate`"
            )
        if problems := list(missing_tables(connection, settings, folder, chosen)):
            raise Refused(problems)
        position = wal_position(connection)
        with connection.transaction():
            for migration in chosen:
                record(connection, folder.ledger, migration.up, position, baselined=True)
                finish(connection, folder.ledger, migration.up)
        for migration in chosen:
            say(f"recorded {migration.up.path} as being there; it was not run")


def missing_tables(
    connection: Connection, settings: Settings, folder: Folder, chosen: list[Migration]
) -> Iterator[Problem]:
    """Checks that the tables of these migrations exist. Their columns are not compared."""
    tables: dict[str, str] = {}
    for migration in chosen:
        for statement in migration.up.statements:
            if (made := makes(statement)) and made[0] == "table":
                tables[made[1]] = f"{migration.up.path}:{statement.line}"
            elif statement.words[:2] in (("drop", "table"), ("alter", "table")):
                # The table was dropped, or renamed to a name that only the database knows.
                at = name_behind(statement.words, 1)
                if at is not None and (
                    statement.words[0] == "drop" or statement.words[at + 1 : at + 3] == ("rename", "to")
                ):
                    tables.pop(statement.words[at], None)
    for table, where in tables.items():
        if one(connection, "SELECT to_regclass(format('%%I.%%I', %s::text, %s::text))", settings.schema, table) is None:
            what = f"makes {table}, which schema {settings.schema} does not have; give --to the last number it has"
            yield Problem(where, f"{what}, or run `make db-migrate` for {folder.shown}")
