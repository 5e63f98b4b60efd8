"""The tables that record which migrations a schema has."""

from dataclasses import dataclass

from psycopg import sql

from .database import Connection, one, row_of, who
from .folder import Folder
from .migration import Migration, SqlFile
from .problem import Problem
from .settings import Settings

COLUMNS = """
  number int PRIMARY KEY,
  name text NOT NULL,
  sha256 text NOT NULL,
  phase text NOT NULL,
  applied_by text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  applied_at timestamptz,
  duration_ms bigint,
  wal_timeline int NOT NULL,
  wal_position pg_lsn NOT NULL,
  baselined boolean NOT NULL DEFAULT false
"""
"""A `baselined` migration was applied before the ledger existed: nothing ran, and no restore goes back before it."""


@dataclass(frozen=True)
class Row:
    """One applied migration; `finished` is false while a file without a transaction runs, or after its interruption."""

    number: int
    name: str
    sha256: str
    phase: str
    finished: bool


@dataclass(frozen=True)
class WalPosition:
    """The position of the write-ahead log before a file, with its timeline: the target of a restore to that moment."""

    timeline: int
    lsn: str


def wal_position(connection: Connection) -> WalPosition:
    """The current position."""
    query = "SELECT ('x' || left(pg_walfile_name(l), 8))::bit(32)::int, l::text FROM pg_current_wal_insert_lsn() l"
    return WalPosition(*row_of(connection, query))


def create_ledger(connection: Connection, settings: Settings, ledger: str) -> None:
    """Creates the table unless it exists."""
    if one(connection, "SELECT to_regclass(%s)", f"{settings.schema}.{ledger}") is None:
        connection.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(ledger), sql.SQL(COLUMNS)))


def ensure_ledger(connection: Connection, settings: Settings, ledger: str) -> None:
    """Creates the table. API and reports may read the schema's version in it; only the migrator writes."""
    create_ledger(connection, settings, ledger)
    roles = sql.SQL(", ").join(map(sql.Identifier, (settings.writer, settings.reader)))
    connection.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(sql.Identifier(ledger), roles))
    connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(ledger), roles))


def read_ledger(connection: Connection, ledger: str) -> list[Row]:
    """In order of their numbers."""
    query = sql.SQL("SELECT number, name, sha256, phase, applied_at IS NOT NULL FROM {} ORDER BY number")
    return [Row(*row) for row in connection.execute(query.format(sql.Identifier(ledger)))]


def record(
    connection: Connection, ledger: str, file: SqlFile, position: WalPosition, *, baselined: bool = False
) -> None:
    """The row of a file that starts now."""
    query = sql.SQL(
        "INSERT INTO {} (number, name, sha256, phase, applied_by, wal_timeline, wal_position, baselined)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
    )
    values = (file.number, file.name, file.sha256, file.header.phase, who(), position.timeline, position.lsn, baselined)
    connection.execute(query.format(sql.Identifier(ledger)), values)


def begin(connection: Connection, ledger: str, file: SqlFile, position: WalPosition, left: Row | None) -> None:
    """Records that the file starts. `left` is the row of an unfinished run, maybe of another file with this number."""
    if left is None:
        record(connection, ledger, file, position)
        return
    query = sql.SQL(
        "UPDATE {} SET name = %s, sha256 = %s, phase = %s, applied_by = %s, wal_timeline = %s, wal_position = %s,"
        " started_at = clock_timestamp(), applied_at = NULL WHERE number = %s"
    )
    values = (file.name, file.sha256, file.header.phase, who(), position.timeline, position.lsn, file.number)
    connection.execute(query.format(sql.Identifier(ledger)), values)


def finish(connection: Connection, ledger: str, file: SqlFile) -> None:
    """Records that the file is applied."""
    query = sql.SQL(
        "UPDATE {} SET sha256 = %s, applied_at = clock_timestamp(),"
        " duration_ms = extract(epoch FROM clock_timestamp() - started_at) * 1000 WHERE number = %s"
    )
    connection.execute(query.format(sql.Identifier(ledger)), (file.sha256, file.number))


def reopen(connection: Connection, ledger: str, number: int) -> None:
    """Records that the undo of the file starts, without a transaction."""
    query = sql.SQL("UPDATE {} SET applied_at = NULL, started_at = clock_timestamp() WHERE number = %s")
    connection.execute(query.format(sql.Identifier(ledger)), (number,))


def forget(connection: Connection, ledger: str, number: int) -> None:
    """Removes the row: the file was undone."""
    connection.execute(sql.SQL("DELETE FROM {} WHERE number = %s").format(sql.Identifier(ledger)), (number,))


def pending(folder: Folder, rows: list[Row]) -> list[Migration]:
    """Files that were not applied to the schema, and the one that was interrupted."""
    applied = {row.number for row in rows if row.finished}
    return [migration for migration in folder.migrations if migration.number not in applied]


def compare(folder: Folder, rows: list[Row]) -> list[Problem]:
    """Checks that the applied files are the files of the folder."""
    problems: list[Problem] = []
    files = {migration.number: migration.up for migration in folder.migrations}
    last = max(files, default=0)
    for row in rows:
        where = f"{folder.shown}/{row.name}"
        file = files.get(row.number)
        if file is None and row.number > last:
            if row.phase == "contract":
                problems.append(
                    Problem(where, "is applied and removed what this older release uses; deploy a release that has it")
                )
        elif file is None:
            problems.append(
                Problem(where, f"is applied ({folder.ledger}) and gone from the folder; restore it from git")
            )
        elif file.sha256 != row.sha256 and row.finished:
            changed = "was edited" if file.name == row.name else f"is now {file.name}, another file"
            problems.append(
                Problem(
                    f"{where}:1",
                    f"is applied and {changed}; restore it from git and write a new migration. Where only a database"
                    " of your own has it: `make db-reset`",
                )
            )
        elif row.finished and file.name != row.name:
            problems.append(Problem(file.path, f"is applied as {row.name}; give it its name back"))
    numbers = {row.number for row in rows}
    for number in sorted(set(files) - numbers):
        if number < max(numbers, default=0):
            problems.append(
                Problem(
                    files[number].path,
                    f"is not applied, but {max(numbers):04d} is; it came too late: give it the next number. "
                    "Where only a database of your own has that one: `make db-reset`",
                )
            )
    return problems


def ahead(folder: Folder, rows: list[Row]) -> list[Row]:
    """Migrations of a newer release: this run belongs to an older one, for example in a rollback."""
    last = max((migration.number for migration in folder.migrations), default=0)
    return [row for row in rows if row.number > last]
