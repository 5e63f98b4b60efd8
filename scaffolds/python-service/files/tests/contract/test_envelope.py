from fastapi.testclient import TestClient

from .golden_schema import breaks

NEW = {
    "pack_id": "momentum",
    "model_version": "1.2.0",
    "from_at": "2025-01-01T00:00:00Z",
    "until_at": "2026-01-01T00:00:00Z",
}


def test_one_thing_comes_in_the_envelope(client: TestClient) -> None:
    made = client.post("/backtest-runs", json=NEW)
    assert breaks("envelope", made.json()) == []
    assert breaks("envelope", client.get(f"/backtest-runs/{made.json()['data']['id']}").json()) == []
    assert breaks("envelope", client.get("/healthz").json()) == []


def test_the_request_id_is_the_callers_own(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "trace.42"})
    assert answer.headers["X-Request-ID"] == answer.json()["meta"]["request_id"] == "trace.42"


def test_a_request_id_that_could_not_be_logged_is_replaced(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "a b"})
    assert answer.headers["X-Request-ID"] == answer.json()["meta"]["request_id"] != "a b"
