"""Migrations run before the release that needs them, so this release has to work with the new columns."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from psycopg import sql

from .record_openapi import calls
from .test_envelope import NEW

ROOT = Path(__file__).parents[2]
LISTS = [call.path for call in calls() if call.method == "GET" and "{" not in call.path]


@pytest.fixture
def expanded(migrated: Mapping[str, str]) -> Iterator[list[str]]:
    """Adds one column to every table, and returns the names of the tables."""
    tables = "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p')"
    database = {
        "host": migrated["DB_HOST"],
        "port": migrated["DB_PORT"],
        "dbname": migrated["DB_NAME"],
        "user": re.sub("_rw$", "_migrator", migrated["DB_USER"]),
        "password": migrated["DB_PASSWORD"],
        "options": f"-c search_path={migrated['DB_SCHEMA']}",
    }
    with psycopg.connect(psycopg.conninfo.make_conninfo(**database), autocommit=True) as owner:
        found = owner.execute(tables + " AND NOT relispartition", (migrated["DB_SCHEMA"],)).fetchall()
        for (table,) in found:
            owner.execute(sql.SQL("ALTER TABLE {} ADD COLUMN of_the_next_release text").format(sql.Identifier(table)))
        yield [table for (table,) in found]
        for (table,) in found:
            owner.execute(sql.SQL("ALTER TABLE {} DROP COLUMN of_the_next_release").format(sql.Identifier(table)))


def test_goes_on_when_tables_have_more_columns(client: TestClient, expanded: list[str]) -> None:
    assert {"backtest_runs", "audit_logs"} <= set(expanded)
    made = client.post("/backtest-runs", json=NEW)
    assert made.status_code == 201
    assert client.get(f"/backtest-runs/{made.json()['data']['id']}").json()["data"] == made.json()["data"]
    for path in LISTS:
        assert (path, client.get(path).status_code) == (path, 200)


def test_no_query_takes_all_columns() -> None:
    """Name them: a column that the next release adds is unknown to the models of this one."""
    folders = [ROOT / "workers", ROOT / "scripts", *(ROOT / "<%= it.package %>").rglob("")]
    files = {file for folder in folders for file in folder.glob("*.py")}
    assert files
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in sorted(files)
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if re.search(r"\b(SELECT|RETURNING)\s+(\w+\.)?\*", line, re.IGNORECASE)
    ]
    assert found == []
