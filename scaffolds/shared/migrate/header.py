"""The comment lines at the top of a migration, which say how to apply it."""

import difflib
import re
from dataclasses import dataclass

from .problem import Problem

LINE = re.compile(r"--\s*(?P<key>[a-z][a-z-]*)\s*:\s*(?P<value>.*?)\s*")
PHASE = re.compile(r"(?P<name>expand|backfill|contract)(?: of (?P<expand>\d{4}))?")
DURATION = re.compile(r"(?P<number>[1-9]\d{0,5})(?P<unit>ms|s|min|h)")
SECONDS = {"ms": 0.001, "s": 1, "min": 60, "h": 3600}
LONGEST = "2h"
"""No release waits longer for its migrations."""
NO_UNDO = re.compile(r"none, (?P<reason>\S.{9,})")
BLOCKS = re.compile(r"(?P<tables>[a-z_][a-z0-9_]*(?:, [a-z_][a-z0-9_]*)*): \S.{9,}")
KEYS = ("phase", "transaction", "lock-timeout", "statement-timeout", "undo", "blocks", "names")
NAMES = re.compile(r"kept, \S.{9,}")
PER_PARTITION = "per partition"


@dataclass(frozen=True)
class Header:
    """The header with its defaults."""

    phase: str = "expand"
    contracts: int | None = None
    """The number of the expand that a contract completes."""
    transactional: bool = True
    per_partition: bool = False
    """An index of a partitioned table, built partition by partition outside a transaction."""
    lock_timeout: str = "3s"
    statement_timeout: str = "1min"
    no_undo: str | None = None
    """Why there is no undo file."""
    blocks: frozenset[str] = frozenset()
    """Tables that may be locked while the file runs, because somebody states that nobody will notice."""
    names_kept: bool = False
    """Tables keep the names that they had before they were adopted."""


def read_header(path: str, text: str, is_undo: bool) -> tuple[Header, list[Problem]]:
    """The header of the file `path`. An undo file needs no phase: it has that of its migration."""
    values, problems = read_values(path, text)

    def problem(key: str, what: str) -> None:
        line = values[key][0] if key in values else 1
        problems.append(Problem(f"{path}:{line}", what))

    transactional = "transaction" not in values
    per_partition = not transactional and values["transaction"][1] == PER_PARTITION
    if not transactional and values["transaction"][1] not in ("none", PER_PARTITION):
        got = f"transaction: {values['transaction'][1]!r}"
        problem("transaction", f"{got}; allowed: none, {PER_PARTITION}, or leave the line out")
    phase = PHASE.fullmatch(values["phase"][1]) if "phase" in values else None
    if phase is None and not is_undo:
        got = f"phase: {values['phase'][1]!r}" if "phase" in values else "has no phase"
        problem("phase", f'{got}; write "-- phase: expand", "backfill" or "contract of NNNN" on top')
    if phase and (phase["name"] == "contract") != (phase["expand"] is not None):
        problem("phase", "only a contract names the expand it completes: -- phase: contract of NNNN")
    no_undo = NO_UNDO.fullmatch(values["undo"][1]) if "undo" in values else None
    if "undo" in values and no_undo is None:
        problem("undo", 'write "-- undo: none, <the reason in ten characters or more>"')
    blocks = BLOCKS.fullmatch(values["blocks"][1]) if "blocks" in values else None
    if "blocks" in values and blocks is None:
        problem("blocks", 'write "-- blocks: table, table: <why that stops nobody, in ten characters or more>"')
    names_kept = "names" in values and NAMES.fullmatch(values["names"][1]) is not None
    if "names" in values and not names_kept:
        problem("names", 'write "-- names: kept, <the reason in ten characters or more>"')
    # Outside a transaction the statement waits for every older transaction of the database, so it takes longer.
    limits = {
        "lock-timeout": "3s" if transactional else "1min",
        "statement-timeout": "1min" if transactional else "30min",
    }
    limits |= {key: value for key, (_, value) in values.items() if key in limits}
    for key, value in limits.items():
        if what := wrong_duration(value):
            problem(key, f"{key}: {value!r}; {what}")
    header = Header(
        phase=phase["name"] if phase else "expand",
        contracts=int(phase["expand"]) if phase and phase["expand"] else None,
        transactional=transactional,
        per_partition=per_partition,
        lock_timeout=limits["lock-timeout"],
        statement_timeout=limits["statement-timeout"],
        no_undo=no_undo["reason"] if no_undo else None,
        blocks=frozenset(blocks["tables"].split(", ")) if blocks else frozenset(),
        names_kept=names_kept,
    )
    return header, problems


def wrong_duration(value: str) -> str | None:
    """What is wrong with a time-out."""
    if not DURATION.fullmatch(value):
        return "allowed is a number with ms, s, min or h"
    if seconds(value) > seconds(LONGEST):
        return f"no release waits longer than {LONGEST} for its migrations: split the work"
    return None


def seconds(duration: str) -> float:
    """The seconds of a time-out such as `30min`."""
    if (match := DURATION.fullmatch(duration)) is None:
        raise ValueError(duration)
    return int(match["number"]) * SECONDS[match["unit"]]


def read_values(path: str, text: str) -> tuple[dict[str, tuple[int, str]], list[Problem]]:
    """(line, value) by key, from the comment lines on top; a comment that looks like a misspelled key is a problem."""
    values: dict[str, tuple[int, str]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("--"):
            break
        match = LINE.fullmatch(line)
        if match is None:
            continue
        key = match["key"]
        if key in values:
            problems.append(Problem(f"{path}:{number}", f'"{key}:" is given twice; keep one of the two'))
        elif key in KEYS:
            values[key] = (number, match["value"])
        elif close := difflib.get_close_matches(key, KEYS, 1, 0.75):
            problems.append(Problem(f"{path}:{number}", f'"{key}:" is no header; did you mean "{close[0]}:"?'))
    return values, problems
