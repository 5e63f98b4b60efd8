import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from <%= it.package %> import audit, context, worker
from <%= it.package %>.config import DatabaseSettings
from <%= it.package %>.db import Database
from <%= it.package %>.pagination import PageRequest


@pytest.fixture(autouse=True)
def own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The worker takes over the process; give it back."""
    monkeypatch.setattr(worker, "ALIVE", tmp_path / "alive")
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_works_until_it_is_told_to_stop_and_ends_its_round(settings: DatabaseSettings) -> None:
    rounds: list[int] = []

    def job(database: Database) -> int:
        rounds.append(len(rounds))
        if len(rounds) == 3:
            stop()
        with database.session() as session:
            audit.record(session, audit.Change("work", "round", str(len(rounds))))
        return 1

    assert not worker.is_alive(60)
    worker.run("sweeper", settings, job, 0.01)
    assert rounds == [0, 1, 2]
    assert worker.is_alive(60)
    assert not worker.is_alive(-1)
    database = Database(settings, "tests")
    database.open()
    with database.session() as session:
        done = audit.history(session, PageRequest(), {"actor": "sweeper"}).items
    database.close()
    assert len({row.request_id for row in done}) == 3


@pytest.mark.usefixtures("impatient")
def test_waits_for_a_database_that_is_away(settings: DatabaseSettings) -> None:
    tries: list[int] = []

    def job(database: Database) -> int:
        tries.append(1)
        if len(tries) == 2:
            stop()
        database.check()
        return 1

    worker.run("sweeper", replace(settings, port=1), job, 0.01)
    assert len(tries) == 2


def test_is_alive_in_its_first_round_and_not_for_ever(settings: DatabaseSettings) -> None:
    def job(_: Database) -> int:
        assert worker.is_alive(60)
        os.utime(worker.ALIVE, (0, 0))
        assert not worker.is_alive(60)
        stop()
        return 0

    worker.run("sweeper", settings, job, 0.01)
    assert worker.is_alive(60)


def test_ends_at_what_it_did_not_foresee(settings: DatabaseSettings) -> None:
    def job(_: Database) -> int:
        raise LookupError

    with pytest.raises(LookupError):
        worker.run("sweeper", settings, job, 0.01)
    assert context.current() is None
