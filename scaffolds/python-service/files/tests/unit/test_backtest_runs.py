from uuid import uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient
from psycopg import sql

from <%= it.platform %>.db import Database

NEW = {
    "pack_id": "momentum",
    "model_version": "1.2.0",
    "from_at": "2025-01-01T00:00:00Z",
    "until_at": "2026-01-01T00:00:00Z",
    "parameters": {"window": 20},
}


def test_keeps_what_was_asked_for_and_by_whom(client: TestClient) -> None:
    made = client.post("/backtest-runs", json=NEW)
    assert made.status_code == 201
    run = made.json()["data"]
    assert run | NEW == run
    assert (run["status"], run["requested_by"]) == ("queued", "ada")
    assert client.get(f"/backtest-runs/{run['id']}").json()["data"] == run


def test_names_equal_runs_by_equal_lineage(client: TestClient) -> None:
    once, again, other = (
        client.post("/backtest-runs", json={**NEW, "parameters": {"window": window}}).json()["data"]["lineage"]
        for window in (20, 20, 21)
    )
    assert once == again != other


def test_finds_by_pack_and_state(client: TestClient) -> None:
    client.post("/backtest-runs", json=NEW)
    client.post("/backtest-runs", json={**NEW, "pack_id": "carry"})
    found = client.get("/backtest-runs", params={"pack_id": "carry", "status": "queued"}).json()["data"]
    assert [run["pack_id"] for run in found] == ["carry"]
    assert client.get("/backtest-runs", params={"status": "failed"}).json()["data"] == []


def test_a_wrong_path_leads_nowhere_and_leaves_nothing(client: TestClient, database: Database) -> None:
    count = "SELECT count(*) AS rows FROM audit_logs"
    with database.session() as session:
        before = session.execute(count).fetchone()
    assert client.post("/backtest-runs/", json=NEW, headers={"X-Actor": ""}).status_code == 404
    with database.session() as session:
        assert session.execute(count).fetchone() == before


def test_writes_the_request_into_the_audit_log(client: TestClient) -> None:
    made = client.post("/backtest-runs", json=NEW, headers={"X-Request-ID": "from-the-caller"}).json()
    of = {"entity_type": "backtest_run", "entity_id": made["data"]["id"]}
    (row,) = client.get("/audit-logs", params=of).json()["data"]
    assert (row["actor"], row["action"], row["request_id"]) == ("ada", "request", "from-the-caller")
    assert row["after"]["lineage"] == made["data"]["lineage"]


def test_refuses_a_period_that_ends_before_it_begins(client: TestClient) -> None:
    refused = client.post("/backtest-runs", json={**NEW, "from_at": NEW["until_at"]})
    assert refused.status_code == 422
    assert "from_at must be before until_at" in refused.json()["error"]["details"][0]["message"]


def test_refuses_what_cannot_be_stored(client: TestClient) -> None:
    for wrong in ({"parameters": {"note": "\0"}}, {"until_at": "9999-12-31T23:59:59-14:00"}):
        refused = client.post("/backtest-runs", json=NEW | wrong)
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "validation_failed")
    assert client.get("/audit-logs", params={"actor": "\0"}).status_code == 422
    assert client.get("/backtest-runs").json()["data"] == []


@pytest.mark.parametrize("number", [2**53, -1e16, 1e22])
def test_refuses_a_number_that_programs_read_differently(client: TestClient, number: float) -> None:
    refused = client.post("/backtest-runs", json=NEW | {"parameters": {"nested": [number]}})
    assert refused.status_code == 422
    assert "write it as a text" in refused.json()["error"]["details"][0]["message"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("pack_id", "Momentum"),
        ("model_version", "v1"),
        ("from_at", "-infinity"),
        ("until_at", "infinity"),
        ("until_at", "10000-01-01Z"),
        ("created_at", "infinity"),
        ("started_at", "infinity"),
        ("finished_at", "0001-01-01Z BC"),
        ("parameters", '{"a": [1e400]}'),
        ("metrics", '{"a": [1e400]}'),
    ],
)
def test_no_row_breaks_the_list(client: TestClient, database: Database, column: str, value: str) -> None:
    client.post("/backtest-runs", json=NEW)
    query = sql.SQL("UPDATE backtest_runs SET {} = %s").format(sql.Identifier(column))
    with pytest.raises(psycopg.errors.CheckViolation), database.session() as session:
        session.execute(query, (value,))
    assert client.get("/backtest-runs").status_code == 200


def test_says_which_run_there_is_not(client: TestClient) -> None:
    unknown = uuid4()
    refused = client.get(f"/backtest-runs/{unknown}")
    assert refused.status_code == 404
    assert str(unknown) in refused.json()["error"]["message"]


def test_lets_nobody_in_who_is_not_known(client: TestClient) -> None:
    nobody = {"X-Actor": ""}
    assert client.post("/backtest-runs", json=NEW, headers=nobody).status_code == 401
    assert client.get("/backtest-runs", headers=nobody).status_code == 401
    assert client.get("/audit-logs", headers=nobody).status_code == 401
