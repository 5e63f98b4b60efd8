from collections.abc import Mapping

from fastapi.testclient import TestClient

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import read_settings


def test_is_ready_with_its_database(client: TestClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_lives_but_is_not_ready_without_its_database(migrated: Mapping[str, str]) -> None:
    nowhere = read_settings({**migrated, "DB_PORT": "1"})
    with TestClient(create_app(nowhere)) as client:
        assert client.get("/healthz").status_code == 200
        refused = client.get("/readyz")
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "unavailable"
    assert refused.headers["Retry-After"] == "2"
