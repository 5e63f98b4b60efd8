from collections.abc import Mapping

import pytest

from <%= it.package %>.db import Database

from scripts import seed_data


def test_adds_the_same_rows_once(database: Database) -> None:
    assert seed_data.seed(database) == len(seed_data.SYMBOLS) * seed_data.DAYS + 1
    assert seed_data.seed(database) == 0


def test_runs_only_where_it_is_allowed(migrated: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in migrated.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DB_SEED", raising=False)
    assert seed_data.main() == 2
    monkeypatch.setenv("DB_SEED", "allowed")
    assert seed_data.main() == 0
    monkeypatch.setenv("DB_PORT", "none")
    assert seed_data.main() == 2


@pytest.mark.usefixtures("impatient")
def test_says_that_there_is_no_database(migrated: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**migrated, "DB_PORT": "1", "DB_SEED": "allowed"}.items():
        monkeypatch.setenv(name, value)
    assert seed_data.main() == 1
