"""Fails backtest runs whose worker was lost, so that nobody waits for them: `python -m workers.abandoned_runs`."""

import os
import sys
from datetime import timedelta

from <%= it.platform %> import audit, logs, worker
from <%= it.platform %>.config import InvalidSettingsError
from <%= it.platform %>.db import Database

from <%= it.package %>.settings import read_settings

EVERY_SECONDS = 60.0
LIMIT = timedelta(hours=12)
"""No run takes longer."""

BATCH = 100


def fail_abandoned_runs(database: Database) -> int:
    """Returns how many runs it failed; runs that another worker holds are skipped."""
    with database.session() as session:
        rows = session.execute(
            """
            UPDATE backtest_runs SET status = 'failed', finished_at = now(), error = %(error)s
            WHERE id IN (
              SELECT id FROM backtest_runs WHERE status = 'running' AND started_at < now() - %(limit)s
              ORDER BY created_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
            ) RETURNING id
            """,
            {"error": f"abandoned: no result within {LIMIT}", "limit": LIMIT, "batch": BATCH},
        ).fetchall()
        for row in rows:
            before, after = {"status": "running"}, {"status": "failed"}
            audit.record(session, audit.Change("abandon", "backtest_run", str(row["id"]), before, after))
        return len(rows)


def main() -> int:
    """Repeats until the process is told to stop."""
    try:
        settings = read_settings(os.environ)
    except InvalidSettingsError as error:
        print(error, file=sys.stderr)
        return 2
    logs.configure(settings.log_level)
    worker.run("abandoned-runs", settings.database, fail_abandoned_runs, EVERY_SECONDS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
