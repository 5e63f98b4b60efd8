from collections.abc import Mapping

import pytest

from <%= it.platform %>.db import Database

from scripts import seed


def test_adds_the_same_rows_once(database: Database) -> None:
    assert seed.seed(database) == seed.RUNS
    assert seed.seed(database) == 0


def test_runs_only_where_it_is_allowed(migrated: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in migrated.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DB_SEED", raising=False)
    assert seed.main() == 2
    monkeypatch.setenv("DB_SEED", "allowed")
    assert seed.main() == 0
