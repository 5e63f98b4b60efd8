from dataclasses import replace

import psycopg
import pytest

from <%= it.package %>.config import DatabaseSettings
from <%= it.package %>.db import Database, DatabaseUnavailableError


def one(database: Database, query: str) -> object:
    with database.session() as session:
        row = session.execute(query.encode()).fetchone()
    return row and next(iter(row.values()))


def test_finds_tables_in_its_schema_only(database: Database) -> None:
    assert one(database, "SHOW search_path") == "app"
    assert one(database, "SELECT 'audit_logs'::regclass::text") == "audit_logs"


def test_commits_at_the_end_and_rolls_back_an_exception(database: Database) -> None:
    def add(symbol: str, error: Exception | None = None) -> None:
        with database.session() as session:
            session.execute(
                """
                INSERT INTO signals (occurred_at, symbol, timeframe, side, score, pack_id, model_version)
                VALUES (now(), %s, '1d', 'long', 1, 'p', '1.0.0')
                """,
                (symbol,),
            )
            if error:
                raise error

    add("KEPT")
    with pytest.raises(LookupError):
        add("LOST", LookupError())
    assert one(database, "SELECT string_agg(symbol, ',') FROM signals WHERE symbol IN ('KEPT', 'LOST')") == "KEPT"


def test_goes_on_after_its_connections_were_cut(database: Database) -> None:
    other = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = current_user AND pid <> "
    with database.session() as first, database.session() as second:
        assert first.info.backend_pid != second.info.backend_pid
    assert one(database, other + "pg_backend_pid()") == 1
    for _ in range(4):
        database.check()


def test_says_that_a_session_was_cut_in_the_middle(database: Database) -> None:
    with pytest.raises(DatabaseUnavailableError), database.session() as session:
        session.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    database.check()


def test_leaves_a_server_that_takes_no_writes(database: Database) -> None:
    with pytest.raises(DatabaseUnavailableError, match="read-only"), database.session() as session:
        session.execute("SET TRANSACTION READ ONLY; DELETE FROM backtest_runs")


def test_tells_outages_from_mistakes(database: Database) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), database.session() as session:
        session.execute("SELECT * FROM nothing")
    with pytest.raises(psycopg.errors.QueryCanceled), database.session() as session:
        session.execute("SET LOCAL statement_timeout = '10ms'; SELECT pg_sleep(5)")


def test_opens_no_more_connections_than_allowed(settings: DatabaseSettings) -> None:
    database = Database(replace(settings, connections=1), "tests")
    database.open()
    with database.session(), pytest.raises(DatabaseUnavailableError), database.session(wait=0.1):
        pass
    database.close()


@pytest.mark.usefixtures("impatient")
def test_is_there_while_every_connection_is_lent_and_not_when_they_are_cut(database: Database) -> None:
    cut = "SELECT pg_terminate_backend(pg_backend_pid())"
    with database.session() as first:
        with database.session():
            database.check()
        with pytest.raises(psycopg.OperationalError):
            first.execute(cut)
        with database.session(), pytest.raises(DatabaseUnavailableError):
            database.check()


@pytest.mark.usefixtures("impatient")
def test_starts_without_its_server(settings: DatabaseSettings) -> None:
    database = Database(replace(settings, port=1), "tests")
    database.open()
    with pytest.raises(DatabaseUnavailableError):
        database.check()
    database.close()
