from collections.abc import Mapping

import pytest

from <%= it.package %>.db import Database
from <%= it.package %>.seeding import run_seed


def three_rows(_: Database) -> int:
    return 3


def test_runs_only_where_it_is_allowed(
    migrated: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in migrated.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DB_SEED", raising=False)
    assert run_seed(three_rows) == 2
    assert "DB_SEED is not 'allowed' here" in capsys.readouterr().err
    monkeypatch.setenv("DB_SEED", "allowed")
    assert run_seed(three_rows) == 0
    assert capsys.readouterr().out == "3 rows are new\n"


def test_says_what_is_wrong_with_the_settings(
    migrated: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**migrated, "DB_PORT": "none", "DB_SEED": "allowed"}.items():
        monkeypatch.setenv(name, value)
    assert run_seed(three_rows) == 2
    assert "DB_PORT is 'none'" in capsys.readouterr().err


@pytest.mark.usefixtures("impatient")
def test_says_that_there_is_no_database(
    migrated: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asks(database: Database) -> int:
        database.check()
        return 0

    for name, value in {**migrated, "DB_PORT": "1", "DB_SEED": "allowed"}.items():
        monkeypatch.setenv(name, value)
    assert run_seed(asks) == 1
    assert "the database is unavailable" in capsys.readouterr().err
