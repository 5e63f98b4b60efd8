from <%= it.platform %>.db import Database

from scripts import seed


def test_adds_the_same_rows_once(database: Database) -> None:
    assert seed.seed(database) == seed.RUNS
    assert seed.seed(database) == 0
