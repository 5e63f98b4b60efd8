from <%= it.package %>.db import Database

from scripts import seed_data


def test_adds_the_same_rows_once(database: Database) -> None:
    assert seed_data.seed(database) == len(seed_data.SYMBOLS) * seed_data.DAYS + 1
    assert seed_data.seed(database) == 0
