"""The two folders of a service: migrations/core, vendored and applied first, and migrations/ itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .manifest import NAME, Manifest, read_manifest
from .migration import Migration, SqlFile, read_sql_file
from .problem import Problem

CORE_LEDGER = "core_schema_migrations"
PRODUCT_LEDGER = "schema_migrations"


@dataclass(frozen=True)
class Folder:
    """The migrations of one folder, in order, and the problems of its single files."""

    path: Path
    shown: str
    ledger: str
    migrations: list[Migration]
    manifest: Manifest
    problems: list[Problem]

    @property
    def is_core(self) -> bool:
        """Whether this is the folder of the shared tables."""
        return self.ledger == CORE_LEDGER

    def files(self) -> Iterator[SqlFile]:
        """Migrations and their undo files."""
        for migration in self.migrations:
            yield migration.up
            if migration.undo:
                yield migration.undo


def read_folders(root: Path) -> tuple[Folder, Folder]:
    """Core first."""
    return read_folder(root / "core", CORE_LEDGER), read_folder(root, PRODUCT_LEDGER)


def read_folder(path: Path, ledger: str) -> Folder:
    """Reads every `*.sql` of `path`; subfolders and other files are not migrations."""
    shown = path.as_posix()
    problems: list[Problem] = []
    ups: list[SqlFile] = []
    undos: dict[str, SqlFile] = {}
    if not path.is_dir():
        hint = "copy the shared library's migrations/core here" if ledger == CORE_LEDGER else "make the folder"
        problems.append(Problem(shown, f"is no folder; {hint}"))
    for entry in sorted(path.glob("*.[sS][qQ][lL]")):
        file, found = read_sql_file(entry, f"{shown}/{entry.name}")
        problems += found
        if file and file.is_undo:
            undos[file.name] = file
        elif file:
            ups.append(file)
    migrations = [Migration(up, undos.pop(up.name.replace(".sql", ".undo.sql"), None)) for up in ups]
    problems += [
        Problem(undo.path, "has no migration beside it; delete it, or give both one name") for undo in undos.values()
    ]
    manifest, found = read_manifest(path / NAME, f"{shown}/{NAME}")
    return Folder(path, shown, ledger, migrations, manifest, problems + found)
