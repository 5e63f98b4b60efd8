"""`make seed`: something to look at on a laptop. Run it as often as you like: what is there already stays as it is."""

import os
import sys
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from psycopg.types.json import Jsonb

from <%= it.platform %>.config import InvalidSettingsError, Reader, database_settings
from <%= it.platform %>.db import Database, DatabaseUnavailableError

ALLOWED = "DB_SEED"
RUNS = 120
"""More than two pages."""


def seed(database: Database) -> int:
    """How many rows are new."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    with database.session() as session:
        return sum(
            session.execute(
                """
                INSERT INTO backtest_runs
                  (id, pack_id, model_version, from_at, until_at, parameters, requested_by, created_at)
                VALUES (%s, 'example', '1.0.0', %s, %s, %s, 'seed', %s) ON CONFLICT (id) DO NOTHING
                """,
                (
                    uuid5(NAMESPACE_URL, f"seed:backtest_runs:{number}"),
                    first - timedelta(days=365),
                    first,
                    Jsonb({"window": number}),
                    first + timedelta(minutes=number),
                ),
            ).rowcount
            for number in range(RUNS)
        )


def main() -> int:
    """Exit code 2 when it may not, or does not know where."""
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


if __name__ == "__main__":
    sys.exit(main())
