"""`make seed`: adds examples to the core tables, for a laptop. It can run again: existing rows stay."""

import sys
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from <%= it.package %>.db import Database, Session
from <%= it.package %>.seeding import run_seed

SYMBOLS = ("ACME", "TIDE", "DUNE")
DAYS = 40
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def seed(database: Database) -> int:
    """How many rows are new."""
    with database.session() as session:
        return sum(seed_day(session, symbol, day) for symbol in SYMBOLS for day in range(DAYS)) + seed_run(session)


def seed_day(session: Session, symbol: str, day: int) -> int:
    """A signal, long on even days."""
    return session.execute(
        """
        INSERT INTO signals (id, occurred_at, symbol, timeframe, side, score, pack_id, model_version)
        VALUES (%s, %s, %s, '1d', %s, %s, 'example', '1.0.0') ON CONFLICT (id, occurred_at) DO NOTHING
        """,
        (
            uuid5(NAMESPACE_URL, f"seed:signals:{symbol}:{day}"),
            FIRST + timedelta(days=day),
            symbol,
            "long" if day % 2 == 0 else "short",
            day / DAYS,
        ),
    ).rowcount


def seed_run(session: Session) -> int:
    """The backtest of the model that gave them."""
    return session.execute(
        """
        INSERT INTO backtest_runs (id, pack_id, model_version, from_at, until_at, requested_by)
        VALUES (%s, 'example', '1.0.0', %s, %s, 'seed') ON CONFLICT (id) DO NOTHING
        """,
        (uuid5(NAMESPACE_URL, "seed:backtest_runs"), FIRST, FIRST + timedelta(days=DAYS)),
    ).rowcount


if __name__ == "__main__":
    sys.exit(run_seed(seed))
