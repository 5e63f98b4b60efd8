from collections.abc import Iterator, Mapping
from dataclasses import replace

import psycopg
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
    """Short waits, for tests of a database that does not answer."""
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(db, "PROBE_SECONDS", 0.2)


@pytest.fixture
def database(settings: DatabaseSettings) -> Iterator[Database]:
    """An open pool."""
    database = Database(settings, "tests")
    database.open()
    yield database
    database.close()


@pytest.fixture(scope="session")
def examples(settings: DatabaseSettings) -> Iterator[None]:
    """Tables as a product's migrations make them: keys of several types, and one of each kind of constraint."""
    owner = replace(settings, user=settings.user.removesuffix("_rw") + "_migrator")
    with psycopg.connect(db.conninfo(owner, "tests"), autocommit=True) as connection:
        connection.execute("""
            CREATE TABLE example_packs (id text PRIMARY KEY);
            CREATE TABLE example_experiments (
                pack_id text NOT NULL REFERENCES example_packs,
                name text NOT NULL CONSTRAINT example_experiments_name_is_short CHECK (length(name) < 9),
                UNIQUE (pack_id, name)
            );
            INSERT INTO example_packs VALUES ('momentum');
            INSERT INTO example_experiments VALUES ('momentum', 'first');
            CREATE TABLE example_things AS
            SELECT chr(97 + n % 26) || '"ß-' || n AS name, n % 3 AS weight, DATE '2026-01-01' + n % 2 AS day,
                   (n % 5) / 3.0::float8 AS price, TIMESTAMPTZ '2026-01-01' + n % 4 * INTERVAL '1 microsecond' AS seen
            FROM generate_series(1, 23) AS n;
        """)
        yield
        connection.execute("DROP TABLE example_experiments, example_packs, example_things")
