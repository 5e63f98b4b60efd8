from collections.abc import Iterator, Mapping

import pytest
from fastapi.testclient import TestClient

from <%= it.platform %>.db import Database

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import Settings, read_settings

pytest_plugins = ["tests.support.postgres"]


@pytest.fixture(scope="session")
def settings(migrated: Mapping[str, str]) -> Settings:
    """As the API reads them, on a migrated database; X-Actor says who calls, X-Roles in which group."""
    roles = '{"reader": ["readers"], "writer": ["writers"], "admin": ["admins"]}'
    actor = {"ACTOR_HEADER": "X-Actor", "ACTOR_ROLES_HEADER": "X-Roles", "ACTOR_ROLES": roles}
    return read_settings({**migrated, **actor})


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A pool of its own, on emptied tables."""
    database = Database(settings.database, "tests")
    database.open()
    with database.session() as session:
        session.execute("DELETE FROM backtest_runs")
    yield database
    database.close()


@pytest.fixture
def client(settings: Settings, database: Database) -> Iterator[TestClient]:
    """The API, called by ada, who may do everything."""
    assert database
    with TestClient(create_app(settings), headers={"X-Actor": "ada", "X-Roles": "admins"}) as client:
        yield client
