"""Runs a seed script: only where examples are allowed, on the database of the `DB_*` contract."""

import os
import sys
from collections.abc import Callable

from .config import InvalidSettingsError, Reader, database_settings
from .db import Database, DatabaseUnavailableError

ALLOWED = "DB_SEED"
"""`allowed` on a laptop; nowhere else."""


def run_seed(seed: Callable[[Database], int]) -> int:
    """Runs `seed`, which returns how many rows are new; the script's exit code.

    2: examples are not allowed here, or the `DB_*` settings are wrong. 1: the database is unavailable.
    """
    if os.environ.get(ALLOWED) != "allowed":
        print(f"{ALLOWED} is not 'allowed' here; where people's data live there are no examples", file=sys.stderr)
        return 2
    reader = Reader(os.environ)
    settings = database_settings(reader)
    try:
        reader.finish()
        database = Database(settings, "seed")
        database.open()
        try:
            print(f"{seed(database)} rows are new")
        finally:
            database.close()
    except InvalidSettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseUnavailableError as error:
        print(f"the database is unavailable: {error}", file=sys.stderr)
        return 1
    return 0
