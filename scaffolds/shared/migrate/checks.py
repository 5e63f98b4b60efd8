"""The rules that need no database. Each returns every problem that it finds."""

from collections.abc import Iterator

from .core_rules import check_core_untouched
from .folder import Folder
from .manifest import check_manifest
from .problem import Problem
from .statement_rules import check_statements

MIN_RELEASES = 2
"""While a contract is applied, the pods of the release before it still run. They must not use what it removes, so that
release was written when the expand was out already: the expand has been in two releases."""


def check_folders(core: Folder, product: Folder) -> list[Problem]:
    """Every problem of both folders."""
    problems: list[Problem] = []
    for folder in (core, product):
        problems += folder.problems
        problems += check_order(folder)
        problems += check_manifest(folder.manifest, folder.migrations)
        problems += check_phases(folder)
        problems += check_undo(folder)
        for file in folder.files():
            problems += check_statements(file)
    problems += check_core_untouched(core, product)
    problems += check_core_released(core, product)
    return problems


def check_order(folder: Folder) -> Iterator[Problem]:
    """Numbers are consecutive from 0001, and no two files share one."""
    numbers = sorted({migration.number for migration in folder.migrations})
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            path = next(migration.up.path for migration in folder.migrations if migration.number == number)
            yield Problem(path, f"follows a gap: number {expected:04d} is missing; rename it to {expected:04d}_…")
            break
    listed = {entry.name for entry in folder.manifest.entries}
    free = max(numbers, default=0) + 1
    for number in numbers:
        twins = [migration.up for migration in folder.migrations if migration.number == number]
        merged = [file for file in twins if file.name in listed]
        keeper = merged[0] if len(merged) == 1 else None
        for file in twins:
            if len(twins) > 1 and file is not keeper:
                others = " and ".join(twin.name for twin in twins if twin is not file)
                name = f"{free:04d}{file.name[4:]}"
                known = f" ({folder.manifest.path} lists it)" if keeper else ""
                yield Problem(
                    file.path,
                    f"has the number of {others}. The file that was merged first keeps it{known}; who wrote it does "
                    f"nothing. Who wrote the other renames it, {name} for this one, with its undo file, runs "
                    "`make db-migrate-seal`, and `make db-reset` where a database of their own has it",
                )
                free += 1


def check_phases(folder: Folder) -> Iterator[Problem]:
    """A contract waits until the expand it completes has been in enough releases; a backfill changes rows only."""
    phases = {migration.number: migration.up.header.phase for migration in folder.migrations}
    for migration in folder.migrations:
        header, path = migration.up.header, migration.up.path
        if header.phase == "backfill":
            for statement in migration.up.statements:
                if statement.words[0] in ("create", "alter", "drop", "truncate"):
                    yield Problem(f"{path}:{statement.line}", "changes the schema in a backfill; move it to an expand")
        if header.contracts is None:
            continue
        named = f"{header.contracts:04d}"
        if header.contracts >= migration.number or phases.get(header.contracts) != "expand":
            yield Problem(f"{path}:1", f"contracts {named}, which is no expand before it; name the expand it completes")
            continue
        releases = folder.manifest.releases
        # The releases that held the expand but not yet this file.
        between = sum(header.contracts <= release.last < migration.number for release in releases)
        if between < MIN_RELEASES:
            yield Problem(
                f"{path}:1",
                f"contracts {named} too early: {folder.manifest.path} records {between} releases of {named} before it, "
                f"{MIN_RELEASES} are needed; release the code that no longer uses the old form first",
            )


def check_undo(folder: Folder) -> Iterator[Problem]:
    """Each migration has an undo file, or says why it cannot be undone."""
    for migration in folder.migrations:
        name, reason = migration.up.name.replace(".sql", ".undo.sql"), migration.up.header.no_undo
        if migration.undo is None and reason is None:
            yield Problem(
                f"{migration.up.path}:1", f'has no {name} beside it; write it, or "-- undo: none, <reason>" on top'
            )
        if migration.undo is not None and reason is not None:
            yield Problem(f"{migration.up.path}:1", f'says "undo: none", but {name} is there; drop one of the two')


def check_core_released(core: Folder, product: Folder) -> Iterator[Problem]:
    """A product vendors the core as it was released. The shared library has no other migrations."""
    if product.migrations and core.migrations and core.manifest.released < core.migrations[-1].number:
        yield Problem(
            core.manifest.path,
            f"records no release that holds {core.migrations[-1].up.name}; copy migrations/core of a released version",
        )
