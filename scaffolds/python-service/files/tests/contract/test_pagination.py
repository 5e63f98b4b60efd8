import pytest
from fastapi.testclient import TestClient

from <%= it.platform %>.db import Database

from scripts.seed import RUNS, seed

from .golden_schema import breaks


def test_pages_hold_every_row_once_newest_first(client: TestClient, database: Database) -> None:
    seed(database)
    with database.session() as session:
        rows = session.execute("SELECT id FROM backtest_runs ORDER BY created_at DESC").fetchall()
    seen: list[str] = []
    parameters: dict[str, str | int] = {"limit": 50}
    for size in (50, 50, RUNS - 100):
        body = client.get("/backtest-runs", params=parameters).json()
        assert breaks("page", body) == []
        assert len(body["data"]) == size
        seen += [run["id"] for run in body["data"]]
        parameters["cursor"] = body["page"]["next_cursor"]
        # What is added in between, before all others, moves no page.
        with database.session() as session:
            session.execute(
                """
                INSERT INTO backtest_runs (pack_id, model_version, from_at, until_at, requested_by, created_at)
                VALUES ('newer', '1.0.0', '2025-01-01', '2026-01-01', 'ada', '2100-01-01')
                """
            )
    assert parameters["cursor"] is None
    assert seen == [str(row["id"]) for row in rows]


def test_the_audit_log_comes_in_pages_too(client: TestClient) -> None:
    assert breaks("page", client.get("/audit-logs").json()) == []


def test_an_empty_list_is_a_page(client: TestClient) -> None:
    body = client.get("/backtest-runs").json()
    assert breaks("page", body) == []
    assert (body["data"], body["page"]) == ([], {"limit": 50, "next_cursor": None, "since": None})


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", ""])
def test_a_limit_out_of_bounds_is_refused(client: TestClient, limit: str) -> None:
    refused = client.get("/backtest-runs", params={"limit": limit})
    assert refused.status_code == 422
    assert breaks("error", refused.json()) == []
    assert refused.json()["error"]["details"][0]["field"] == "query.limit"


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "e30", "W10", "WyIyMDI2IiwiMSJd", "é", "A" * 4000, "W1tbW1tbW1tb"])
def test_a_cursor_of_somebody_elses_making_is_refused(client: TestClient, cursor: str) -> None:
    refused = client.get("/backtest-runs", params={"cursor": cursor})
    assert refused.status_code == 400
    assert breaks("error", refused.json()) == []
    assert refused.json()["error"]["code"] == "invalid_cursor"
