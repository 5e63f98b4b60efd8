"""Which tables a statement makes, changes or drops, read from its words."""

from collections.abc import Iterator

from .statements import Statement

SKIPPED = ("temp", "temporary", "global", "local", "unlogged", "foreign", "if", "not", "exists", "only")


def creates_table(statement: Statement) -> str | None:
    """The table that this statement makes; `None` for a partition, a temporary table or anything else."""
    words = statement.words
    if words[0] != "create" or "table" not in words[:4] or "temp" in words[:3] or "temporary" in words[:3]:
        return None
    return name_after(words, words.index("table"))


def table_statements(statement: Statement) -> Iterator[tuple[str, str]]:
    """(verb, table) for CREATE, ALTER, DROP and TRUNCATE."""
    words = statement.words
    verb = words[0]
    if verb == "create" and (table := creates_table(statement)) is not None:
        yield verb, table
    elif verb == "alter" and "table" in words[:3]:
        if (table := name_after(words, words.index("table"))) is not None:
            yield verb, table
    elif verb in ("drop", "truncate"):
        start = words.index("table") if "table" in words[:3] else 0
        if verb == "truncate" or start:
            for at in (start, *(i for i, word in enumerate(words) if word == ",")):
                if (table := name_after(words, at)) is not None:
                    yield verb, table


def name_after(words: tuple[str, ...], at: int) -> str | None:
    """The last part of the name behind the word at this index."""
    at += 1
    while at < len(words) and words[at] in SKIPPED:
        at += 1
    while at + 2 < len(words) and words[at + 1] == ".":
        at += 2
    return words[at] if at < len(words) else None
