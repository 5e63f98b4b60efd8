"""What a new migration is asked in a review: names, reasons, and whether its rows outlive a crash.

Only of files that no release holds. Those that one does are history; nobody could change them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .core_rules import makes, name_behind
from .folder import Folder
from .migration import SqlFile
from .problem import Problem
from .squawk import BREAKING
from .statements import Statement

SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# English plurals that do not end in s, and words that have no other form.
PLURALS = ("people", "children", "men", "women", "data", "metadata", "media", "criteria", "phenomena", "mice", "feet")
# Words that end in s and mean one.
SINGULARS = ("ss", "us", "is")
SAFE = "the data is gone after a crash and after a restore"


def check_review(folder: Folder) -> Iterator[Problem]:
    """All problems of all files that may still be changed."""
    for migration in folder.migrations:
        if migration.number <= folder.manifest.released:
            continue
        yield from check_ignores(migration.up)
        for statement in migration.up.statements:
            where = f"{migration.up.path}:{statement.line}"
            name = None if migration.up.header.names_kept else table_named(statement)
            if name is not None and (what := not_plural(name)) is not None:
                yield Problem(where, what)
            yield from (Problem(where, what) for what in not_durable(statement))


def check_ignores(file: SqlFile) -> Iterator[Problem]:
    """An exception names its rules and its reason; what breaks the release before has a phase of its own instead."""
    for ignore in file.ignores:
        where = f"{file.path}:{ignore.line}"
        if ignore.whole_file or not ignore.rules:
            yield Problem(where, 'ignores more than it names; write "-- squawk-ignore <rule>" above the one statement')
        elif not ignore.reason:
            yield Problem(where, f'ignores {", ".join(ignore.rules)} without a reason; write it on a "--" line above')
        if file.header.phase != "contract":
            for rule in (rule for rule in ignore.rules if rule in BREAKING):
                what = f"ignores {rule}, which breaks the release that still runs; {BREAKING[rule]}"
                yield Problem(where, what)


def table_named(statement: Statement) -> str | None:
    """The name that a CREATE TABLE or a RENAME gives to a table; partitions are named by the maintenance."""
    words = statement.words
    if ("partition", "of") in pairwise(words[:12]):
        return None
    if (made := makes(statement)) and made[0] == "table":
        return made[1]
    if words[:2] == ("alter", "table") and (at := name_behind(words, 1)) is not None:
        return words[at + 3] if words[at + 1 : at + 3] == ("rename", "to") and len(words) > at + 3 else None
    return None


def not_plural(name: str) -> str | None:
    """Why the name is none for a table: snake_case, and its last word in the plural."""
    last = name.rsplit("_", 1)[-1]
    if not SNAKE_CASE.fullmatch(name):
        proposal = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
        return f"names a table {name!r}; tables are snake_case, such as {proposal}"
    if last not in PLURALS and (not last.endswith("s") or last.endswith(SINGULARS)):
        return f"names a table {name}; tables are named in the plural, such as {plural(name)}"
    return None


def plural(name: str) -> str:
    """A proposal."""
    if name.endswith("y") and name[-2:-1] not in ("a", "e", "o", "u", ""):
        return f"{name[:-1]}ies"
    if name.endswith("sis"):
        return f"{name[:-2]}es"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def not_durable(statement: Statement) -> Iterator[str]:
    """What the statement writes would not survive."""
    words = statement.words
    if (words[0] == "create" and "unlogged" in words[:3]) or (
        words[0] == "alter" and ("set", "unlogged") in pairwise(words)
    ):
        yield f"UNLOGGED: {SAFE}; leave the word out"
    if words[0] == "set" and "synchronous_commit" in words[:3]:
        yield "synchronous_commit: a crash may lose what this file commits; delete the statement"
