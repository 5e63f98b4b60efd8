from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import Settings, read_settings

from .golden_schema import breaks


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("DELETE", "/backtest-runs", 405, "method_not_allowed"),
        ("POST", "/backtest-runs", 422, "validation_failed"),
        ("GET", "/backtest-runs/42", 422, "validation_failed"),
        ("GET", "/backtest-runs/00000000-0000-0000-0000-000000000000", 404, "not_found"),
    ],
)
def test_every_error_has_one_form(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    refused = client.request(method, path)
    assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)
    assert breaks("error", refused.json()) == []
    assert refused.headers["X-Request-ID"] == refused.json()["meta"]["request_id"]


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    assert client.delete("/backtest-runs").headers["Allow"] == "GET, POST"
    assert client.delete("/audit-logs").headers["Allow"] == "GET"


def test_a_caller_whom_nobody_knows_gets_it_too(client: TestClient) -> None:
    refused = client.get("/backtest-runs", headers={"X-Actor": ""})
    assert (refused.status_code, breaks("error", refused.json())) == (401, [])


def test_a_caller_without_the_role_gets_it_too(client: TestClient) -> None:
    refused = client.post("/backtest-runs", headers={"X-Roles": "readers"})
    assert (refused.status_code, breaks("error", refused.json())) == (403, [])


def test_two_callers_at_once_get_it_too(client: TestClient) -> None:
    refused = client.get("/backtest-runs", headers=[("X-Actor", "ada"), ("X-Actor", "root")])
    assert (refused.status_code, breaks("error", refused.json())) == (400, [])


def test_an_outage_of_the_database_gets_it_too(migrated: Mapping[str, str]) -> None:
    nowhere = read_settings({**migrated, "DB_PORT": "1"})
    with TestClient(create_app(nowhere)) as client:
        refused = client.get("/readyz")
    assert (refused.status_code, breaks("error", refused.json())) == (503, [])


def test_a_mistake_of_ours_gets_it_too_and_tells_nothing(settings: Settings) -> None:
    app = create_app(settings)

    @app.get("/mistake")
    def mistake() -> None:
        raise RuntimeError("a secret of the house")

    with TestClient(app) as client:
        refused = client.get("/mistake")
    assert (refused.status_code, breaks("error", refused.json())) == (500, [])
    assert "secret" not in refused.text
