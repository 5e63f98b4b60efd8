"""`db-migrate-undo`: undoes migrations where that is allowed."""

from pathlib import Path

from .apply import read_ledgers
from .checks import check_folders
from .database import Say
from .folder import Folder, read_folders
from .ledger import ahead, forget
from .lock import locked
from .migration import Migration
from .problem import Problem, Refused, refuse
from .resume import undo_alone
from .run_file import run_statements
from .settings import Settings


def undo(settings: Settings, root: Path, down_to: int | None, core: bool, say: Say) -> None:
    """Undoes the last migration of the product (or the core), or all above `down_to`."""
    folders = read_folders(root)
    if problems := check_folders(*folders):
        raise Refused(problems)
    folder = folders[0] if core else folders[1]
    with locked(settings, say) as connection:
        rows = read_ledgers(connection, folders)[folder.ledger]
        if newer := ahead(folder, rows):
            raise refuse(newer[-1].name, "was applied by a newer release; check that one out and undo there")
        numbers = [row.number for row in rows if down_to is None or row.number > down_to]
        chosen = list(reversed(numbers if down_to is not None else numbers[-1:]))
        migrations = {migration.number: migration for migration in folder.migrations}
        files = [file for number in chosen if (file := migrations[number].undo)]
        if len(files) < len(chosen):
            raise Refused(irreversible(folder, migrations[n]) for n in chosen if migrations[n].undo is None)
        for number, file in zip(chosen, files, strict=True):
            if file.header.transactional:
                with connection.transaction():
                    run_statements(connection, file)
                    forget(connection, folder.ledger, number)
            else:
                undo_alone(connection, folder.ledger, file, say)
            say(f"took back {migrations[number].up.path}")
        if not chosen:
            say("nothing to undo")


def irreversible(folder: Folder, migration: Migration) -> Problem:
    """The problem of a migration without undo file, with the reason from its header; only a restore goes back."""
    what = f"cannot be undone ({migration.up.header.no_undo}); restore to the WAL position in {folder.ledger}"
    return Problem(migration.up.path, what)
