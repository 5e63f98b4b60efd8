from datetime import timedelta

import pytest

from <%= it.platform %>.audit import history
from <%= it.platform %>.db import Database
from <%= it.platform %>.pagination import PageRequest

from workers import abandoned_runs


def running_since(database: Database, hours: int) -> str:
    with database.session() as session:
        row = session.execute(
            """
            INSERT INTO backtest_runs (pack_id, model_version, status, from_at, until_at, requested_by, started_at)
            VALUES ('momentum', '1.0.0', 'running', now() - interval '1 year', now(), 'ada', now() - %s)
            RETURNING id
            """,
            (timedelta(hours=hours),),
        ).fetchone()
    assert row
    return str(row["id"])


def test_fails_only_runs_whose_worker_is_gone_and_writes_it_down(database: Database) -> None:
    lost, working = running_since(database, 13), running_since(database, 11)
    assert abandoned_runs.fail_abandoned_runs(database) == 1
    assert abandoned_runs.fail_abandoned_runs(database) == 0
    with database.session() as session:
        rows = session.execute("SELECT id, status, error FROM backtest_runs").fetchall()
        (entry,) = history(session, PageRequest(), {"entity_type": "backtest_run", "entity_id": lost}).items
    states = {str(row["id"]): (row["status"], row["error"]) for row in rows}
    assert states == {lost: ("failed", "abandoned: no result within 12:00:00"), working: ("running", None)}
    assert (entry.actor, entry.action) == ("system", "abandon")


def test_does_not_start_without_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DB_HOST", raising=False)
    assert abandoned_runs.main() == 2
