"""`make seed`: adds examples, for a laptop. It can run again: existing rows stay as they are."""

import sys
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from psycopg.types.json import Jsonb

from <%= it.platform %>.db import Database
from <%= it.platform %>.seeding import run_seed

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


if __name__ == "__main__":
    sys.exit(run_seed(seed))
