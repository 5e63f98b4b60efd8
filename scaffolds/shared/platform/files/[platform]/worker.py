"""The life of a worker: one job, again and again, until it is told to stop."""

import logging
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from . import context
from .config import DatabaseSettings
from .db import Database, DatabaseUnavailableError

logger = logging.getLogger(__name__)

ALIVE = Path(tempfile.gettempdir()) / "worker-alive"
"""Touched at the start and after each round: the cluster asks how old it is (`is_alive`)."""


def run(name: str, settings: DatabaseSettings, job: Callable[[Database], int], every_seconds: float) -> None:
    """Returns at SIGTERM or SIGINT, when the round that is running has ended. What the job raises ends the process.

    The job returns how many things it did. An outage of the database is waited for.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    database = Database(replace(settings, connections=1), name)
    database.open()
    ALIVE.touch()
    try:
        while not stop.is_set():
            with context.entered(context.Context(context.new_request_id(), name)):
                one_round(name, database, job)
            ALIVE.touch()
            stop.wait(every_seconds)
    finally:
        database.close()
    logger.info("stopped", extra={"fields": {"worker": name}})


def one_round(name: str, database: Database, job: Callable[[Database], int]) -> None:
    """Logged only when there was something to do."""
    try:
        done = job(database)
    except DatabaseUnavailableError as error:
        logger.warning("the database is unavailable: %s", error)
        return
    if done:
        logger.info("round", extra={"fields": {"worker": name, "done": done}})


def is_alive(within_seconds: float) -> bool:
    """Whether a round has ended since, or the first one begun."""
    try:
        return time.time() - os.stat(ALIVE).st_mtime <= within_seconds
    except FileNotFoundError:
        return False
