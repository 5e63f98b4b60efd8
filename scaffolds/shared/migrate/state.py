"""`migrate state`: prints the ledger of one environment as text, which `migrate replace` accepts as proof."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .database import Say, connect, one
from .folder import PRODUCT_LEDGER
from .ledger import read_ledger
from .problem import Problem
from .settings import Settings

FIRST = re.compile(
    r"# schema (?P<schema>\S+) of (?P<database>\S+) on server (?P<server>\d+) at (?P<at>\d{4}-\d\d-\d\dT\d\d:\d\dZ)"
)
ROW = re.compile(r"(?P<name>\d{4}_[a-z0-9_]+\.sql) (?P<sha256>[0-9a-f]{64}) (?P<state>applied|begun)")
LAST = "# end"
TIME = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True)
class State:
    """The product's ledger of one environment; `place` tells databases apart."""

    environment: str
    place: str
    at: datetime
    rows: tuple[tuple[str, str, bool], ...]
    """Name, sha256, and whether it was applied completely."""


def state(settings: Settings, say: Say) -> None:
    """Works as any of the product's roles."""
    with connect(settings, "db-migrate state") as connection:
        server = one(connection, "SELECT system_identifier::text FROM pg_control_system()")
        at = datetime.now(UTC).strftime(TIME)
        say(f"# schema {settings.schema} of {settings.name} on server {server} at {at}")
        if one(connection, "SELECT to_regclass(%s)", f"{settings.schema}.{PRODUCT_LEDGER}") is not None:
            for row in read_ledger(connection, PRODUCT_LEDGER):
                say(f"{row.name} {row.sha256} {'applied' if row.finished else 'begun'}")
        say(LAST)


def read_state(path: Path) -> tuple[State | None, list[Problem]]:
    """The content of a file `<environment>.ledger`; `None` when it is incomplete."""
    lines = path.read_text().splitlines() if path.is_file() else []
    first = FIRST.fullmatch(lines[0]) if lines else None
    if first is None or lines[-1] != LAST:
        what = "is not what `python -m scripts.migrate state` prints in this environment, from its first line to # end"
        return None, [Problem(str(path), what)]
    problems = [
        Problem(f"{path}:{number}", "is no line of a ledger; take it anew")
        for number, line in enumerate(lines[1:-1], start=2)
        if not ROW.fullmatch(line)
    ]
    place = f"schema {first['schema']} of {first['database']} on server {first['server']}"
    at = datetime.strptime(first["at"], TIME).replace(tzinfo=UTC)
    return State(path.stem, place, at, tuple(rows_in(lines))), problems


def rows_in(lines: list[str]) -> Iterator[tuple[str, str, bool]]:
    """The rows among the lines."""
    for line in lines:
        if match := ROW.fullmatch(line):
            yield match["name"], match["sha256"], match["state"] == "applied"
