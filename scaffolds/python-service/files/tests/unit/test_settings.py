import pytest
from fastapi.testclient import TestClient

from <%= it.platform %>.config import InvalidSettingsError

from <%= it.package %>.__main__ import main
from <%= it.package %>.app import create_app
from <%= it.package %>.settings import read_settings

DB = {"DB_HOST": "db", "DB_PORT": "5432", "DB_NAME": "shop", "DB_USER": "shop_rw", "DB_PASSWORD": "secret"}


def test_reads_the_contract_with_its_defaults() -> None:
    settings = read_settings(DB)
    assert (settings.database.schema, settings.database.connections, settings.log_level) == ("app", 5, "info")
    assert "secret" not in repr(settings)


def test_serves_its_description_only_where_that_is_allowed() -> None:
    with TestClient(create_app(read_settings({**DB, "API_DOCS": "allowed"}))) as client:
        assert "'/openapi.json'" in client.get("/docs").text
        behind_gateway = {"X-Forwarded-Prefix": "/api/shop"}
        assert "'/api/shop/openapi.json'" in client.get("/docs", headers=behind_gateway).text
        assert client.get("/openapi.json", headers=behind_gateway).json()["servers"] == [{"url": "/api/shop"}]
        assert "servers" not in client.get("/openapi.json", headers={"X-Forwarded-Prefix": "//elsewhere"}).json()
    with TestClient(create_app(read_settings(DB))) as client:
        assert [client.get(path).status_code for path in ("/docs", "/openapi.json")] == [404, 404]


def test_says_everything_that_is_missing_or_wrong_at_once() -> None:
    with pytest.raises(InvalidSettingsError) as raised:
        read_settings({**DB, "DB_HOST": "", "DB_PORT": "70000", "DB_CONN_MAX": "many", "LOG_LEVEL": "loud"})
    named = [problem.split()[0] for problem in raised.value.problems]
    assert named == ["DB_HOST", "DB_PORT", "DB_CONN_MAX", "LOG_LEVEL"]


def test_does_not_start_without_its_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in DB:
        monkeypatch.delenv(name, raising=False)
    assert main() == 2
    assert capsys.readouterr().err.splitlines() == [f"{name} is not set" for name in DB]
