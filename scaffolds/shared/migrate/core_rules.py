"""What a product's migrations leave alone: whatever the core migrations make, and the rows of its tables.

Read from the words of each statement. What a DO block or a routine does to the core's schema, the dry run sees; see
snapshot.py.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from .folder import Folder
from .problem import Problem
from .statements import Statement, Unterminated, split

# Words that may stand between CREATE, ALTER, DROP or the kind, and the name.
SKIPPED = ("if", "not", "exists", "only", "concurrently", "or", "replace", "unique", "constraint", "materialized")
ROUTINES = ("function", "procedure", "aggregate", "routine")
KINDS = ("table", "index", "view", "sequence", "type", "domain", *ROUTINES, "trigger", "policy", "rule", "statistics")
# Objects of a table, and the word in front of the name of the table.
ON_A_TABLE = {"trigger": "on", "policy": "on", "index": "on", "rule": "to", "statistics": "from"}
# Statements that change everything they name outside parentheses.
ABOUT = ("drop", "truncate", "comment", "grant", "revoke", "cluster", "security", "copy")
# The maintenance makes these: signals_p20261122, signals_p202611.
PARTITION = re.compile(r"_p\d{6}(?:\d{2}|\d{8})?")


def core_objects(core: Folder) -> dict[str, str]:
    """The kind of each object that the core's migrations create, by name; a trigger's name includes its table."""
    made = [found for m in core.migrations for s in m.up.statements if (found := makes(s))]
    return {name: kind for kind, name in made if kind != "trigger"}


def makes(statement: Statement) -> tuple[str, str] | None:
    """(kind, name) in a CREATE; `None` for a temporary table and every other statement."""
    words = statement.words
    if words[0] != "create" or "temp" in words[:3] or "temporary" in words[:3]:
        return None
    at = next((i for i, word in enumerate(words[:5]) if word in KINDS), None)
    name = None if at is None else name_behind(words, at)
    return None if at is None or name is None else (words[at], words[name])


def check_core_untouched(core: Folder, product: Folder) -> Iterator[Problem]:
    """Only core migrations may change the core; a product reads it, refers to it and adds rows."""
    objects = core_objects(core)
    for file in product.files():
        for statement in file.statements:
            if touched := next(core_touched(statement, objects), None):
                at, name = touched
                what = (
                    f"touches the core {objects[name]} {name}; only {core.shown} may: propose it to the shared library"
                )
                yield Problem(f"{file.path}:{statement.line_of(at)}", f"{verb(statement)} {what}")


def verb(statement: Statement) -> str:
    """The first words of the statement, for a message: CREATE TRIGGER, DELETE."""
    words = [word for word in statement.words[:5] if word not in SKIPPED]
    return " ".join(words[:2] if words[1] in KINDS else words[:1]).upper()


def core_touched(statement: Statement, objects: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """(index of the word, name) of each object of the core that the statement changes."""
    words = statement.words
    for at in (*named(words), *rows_changed(words)):
        if (name := core_name(words[at], objects)) is not None:
            yield at, name
    if words[0] == "do" or (words[0] == "create" and any(word in ROUTINES for word in words[:4])):
        for at, token in enumerate(statement.tokens):
            if token.kind == "string":
                for name in rows_changed_in(token.text, objects):
                    yield at, name


def core_name(word: str, objects: Mapping[str, str]) -> str | None:
    """The object of this name; a partition counts as its table."""
    return next((name for name in (word, PARTITION.sub("", word)) if name in objects), None)


def named(words: tuple[str, ...]) -> Iterator[int]:
    """The places where a CREATE, ALTER, DROP, COMMENT, … names its objects."""
    at = next((i for i, word in enumerate(words[:5]) if word in KINDS), None)
    if words[0] in ABOUT:
        # `packs.signals` is a column.
        yield from (i for i in outside_parentheses(words) if i and words[i - 1] != ".")
    elif words[0] in ("create", "alter") and at is not None:
        if (name := name_behind(words, at)) is not None:
            yield name
        for i in outside_parentheses(words):
            executes = words[i - 1] == "execute" and words[i] in ROUTINES
            inherits = words[i] == "inherit" or words[i - 1 : i + 1] == ("partition", "of")
            if words[i] == ON_A_TABLE.get(words[at]) or executes or inherits:
                yield from filter(None, (name_behind(words, i),))
            elif words[i] == "inherits":
                yield from range(i + 2, words.index(")", i))


def rows_changed(words: tuple[str, ...]) -> Iterator[int]:
    """Where DELETE, UPDATE, TRUNCATE, MERGE or an INSERT that updates names its table, also inside WITH or a body."""
    upsert = any(pair == ("do", "update") for pair in pairwise(words))
    verbs = (("delete", "from"), ("merge", "into"), *([("insert", "into")] if upsert else []))
    for i, word in enumerate(words):
        into = words[i - 1 : i + 1] in verbs
        if (into or word in ("update", "truncate")) and (name := name_behind(words, i, "table")) is not None:
            yield name


def rows_changed_in(text: str, objects: Mapping[str, str]) -> Iterator[str]:
    """The core's tables whose rows a body changes, also by a statement it holds as a string."""
    quote = re.match(r"\$[^$]*\$|[eE]?'", text)
    body = text[quote.end() : -len(quote.group().lstrip("eE"))] if quote else ""
    try:
        statements = list(split(body))
    except Unterminated:
        # The string is not SQL.
        return
    for statement in statements:
        for at in rows_changed(statement.words):
            if (name := core_name(statement.words[at], objects)) is not None:
                yield name
        for token in statement.tokens:
            if token.kind == "string":
                yield from rows_changed_in(token.text, objects)


def outside_parentheses(words: tuple[str, ...]) -> Iterator[int]:
    """The indexes of the words at the top of the statement."""
    depth = 0
    for i, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if depth == 0:
            yield i


def name_behind(words: tuple[str, ...], at: int, *more: str) -> int | None:
    """The index of the last part of the name behind the word at this index."""
    at += 1
    while at < len(words) and words[at] in (*SKIPPED, *more):
        at += 1
    while at + 2 < len(words) and words[at + 1] == ".":
        at += 2
    return at if at < len(words) else None
