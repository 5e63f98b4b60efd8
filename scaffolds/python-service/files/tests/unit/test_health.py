from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient

from <%= it.platform %> import db

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import Settings, read_settings


def test_is_ready_with_its_database(client: TestClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_is_ready_while_it_is_busy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "WAIT_SECONDS", 60.0)
    app = create_app(settings)
    with TestClient(app, headers={"X-Actor": "ada"}) as client, ThreadPoolExecutor(50) as callers, ExitStack() as lent:
        for _ in range(settings.database.connections):
            lent.enter_context(app.state.database.session())
        # More than there are threads for endpoints.
        waiting = [callers.submit(client.get, "/backtest-runs") for _ in range(50)]
        ready = client.get("/readyz")
        assert not any(each.done() for each in waiting)
        lent.close()
        assert {each.result().status_code for each in waiting} == {200}
    assert ready.status_code == 200


def test_lives_but_is_not_ready_without_its_database(migrated: Mapping[str, str]) -> None:
    nowhere = read_settings({**migrated, "DB_PORT": "1"})
    with TestClient(create_app(nowhere)) as client:
        assert client.get("/healthz").status_code == 200
        refused = client.get("/readyz")
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "unavailable"
    assert refused.headers["Retry-After"] == "2"
