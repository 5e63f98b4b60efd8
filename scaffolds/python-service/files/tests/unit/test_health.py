from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier, Event

from fastapi.testclient import TestClient

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import Settings, read_settings

# In which Starlette runs endpoints, at most.
THREADS = 40


def test_is_ready_with_its_database(client: TestClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_is_ready_while_it_is_busy(settings: Settings) -> None:
    app = create_app(settings)
    all_busy, done = Barrier(THREADS + 1), Event()

    @app.get("/busy")
    def wait() -> bool:
        all_busy.wait(30)
        return done.wait(30)

    with TestClient(app) as client, ThreadPoolExecutor(THREADS) as callers, ExitStack() as lent:
        for _ in range(settings.database.connections):
            lent.enter_context(app.state.database.session())
        waiting = [callers.submit(client.get, "/busy") for _ in range(THREADS)]
        all_busy.wait(30)
        ready = client.get("/readyz")
        done.set()
        assert [each.result().json() for each in waiting] == [True] * THREADS
    assert ready.status_code == 200


def test_lives_but_is_not_ready_without_its_database(migrated: Mapping[str, str]) -> None:
    nowhere = read_settings({**migrated, "DB_PORT": "1"})
    with TestClient(create_app(nowhere)) as client:
        assert client.get("/healthz").status_code == 200
        refused = client.get("/readyz")
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "unavailable"
    assert refused.headers["Retry-After"] == "2"
