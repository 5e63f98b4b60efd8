from collections.abc import Iterator, Mapping

import pytest

from <%= it.package %> import db
from <%= it.package %>.config import DatabaseSettings, Reader, database_settings
from <%= it.package %>.db import Database

pytest_plugins = ["tests.support.postgres"]


@pytest.fixture(scope="session")
def settings(migrated: Mapping[str, str]) -> DatabaseSettings:
    """The API's role on a migrated database, with two connections."""
    return database_settings(Reader({**migrated, "DB_CONN_MAX": "2"}))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a database that will not come."""
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(db, "PROBE_SECONDS", 0.2)


@pytest.fixture
def database(settings: DatabaseSettings) -> Iterator[Database]:
    """An open pool."""
    database = Database(settings, "tests")
    database.open()
    yield database
    database.close()
