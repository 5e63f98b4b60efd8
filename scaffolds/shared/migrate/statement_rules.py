"""Which statements a migration may have."""

from collections.abc import Iterator

from .migration import SqlFile
from .problem import Problem
from .statements import Statement

TRANSACTION = ("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare")
KINDS = ("table", "index", "view", "sequence", "type", "domain", "function", "procedure", "trigger", "schema")
# Words between CREATE/ALTER/DROP TABLE and the name.
NOISE = ("if", "not", "exists", "only", "concurrently")
NO_MIGRATION = (("create", "database"), ("drop", "database"), ("alter", "database"), ("alter", "system"))
CATALOGS = ("pg_catalog", "information_schema")


def check_statements(file: SqlFile) -> Iterator[Problem]:
    """Only the tool sets transactions and session settings; names have no schema; CONCURRENTLY needs its own file."""
    if not file.header.transactional:
        yield from check_alone(file)
    for statement in file.statements:
        where = f"{file.path}:{statement.line}"
        words = statement.words
        for what in misplaced(words):
            yield Problem(where, what)
        # REFRESH MATERIALIZED VIEW CONCURRENTLY alone can run in a transaction.
        if "concurrently" in words and file.header.transactional and words[0] != "refresh":
            line = statement.line_of(words.index("concurrently"))
            yield Problem(
                f"{file.path}:{line}",
                'CONCURRENTLY cannot run in a transaction: give it a file with "-- transaction: none"',
            )
        yield from check_unqualified(file, statement)


def misplaced(words: tuple[str, ...]) -> Iterator[str]:
    """Why a statement is not allowed in a migration."""
    if words[0] in TRANSACTION:
        yield f"{words[0].upper()}: a file is one transaction already; delete the statement"
    if words[0] in ("set", "reset", "discard") and (words[:2] != ("set", "local") or words[2:3] == ("search_path",)):
        yield "changes the session of the files behind it; use SET LOCAL (search_path is DB_SCHEMA)"
    if words[0] == "copy" and "stdin" in words:
        yield "reads from the client; data belongs in a seed"
    if words[0] in ("vacuum", "reindex") or words[:2] in NO_MIGRATION:
        yield f"{' '.join(words[:2]).upper()} is no migration; ask the platform team"
    if words[:2] in (("create", "schema"), ("drop", "schema"), ("alter", "schema")):
        yield "schemas are the platform's; name the table without one"
    if words[0] in ("grant", "revoke", "reassign") or words[:2] in (("alter", "default"), ("drop", "owned")):
        yield f"{words[0].upper()}: the tool itself keeps the rights, the same for all objects; delete the statement"
    if words[0] == "alter" and words[-3:-1] == ("owner", "to"):
        yield "OWNER TO: everything belongs to the migrator; delete the statement"


def check_alone(file: SqlFile) -> Iterator[Problem]:
    """Without a transaction an interrupted file must be safe to run again, as two kinds of statements are."""
    if len(file.statements) > 1:
        line = file.statements[1].line
        yield Problem(f"{file.path}:{line}", "is a second statement without a transaction; give it a file of its own")
    for statement in file.statements[:1]:
        if file.header.per_partition:
            if index_by_partition(statement) is None:
                yield Problem(
                    f"{file.path}:{statement.line}",
                    "cannot be built per partition; allowed: CREATE [UNIQUE] INDEX name ON table (…)",
                )
        elif index_made(statement) is None and not drops_index(statement):
            yield Problem(
                f"{file.path}:{statement.line}",
                "cannot be resumed when interrupted; without a transaction allowed: "
                "CREATE [UNIQUE] INDEX CONCURRENTLY name ON …, DROP INDEX CONCURRENTLY IF EXISTS name",
            )


def index_made(statement: Statement) -> str | None:
    """The name in CREATE [UNIQUE] INDEX CONCURRENTLY name. IF NOT EXISTS would take an invalid leftover for good."""
    words = tuple(word for word in statement.words[:6] if word != "unique")
    if words[:3] == ("create", "index", "concurrently") and len(words) > 4 and words[4] == "on":
        return words[3]
    return None


def index_by_partition(statement: Statement) -> tuple[str, int] | None:
    """Name, and which word is the table, of CREATE [UNIQUE] INDEX name ON table, as it runs without this tool too."""
    words = statement.words
    at = 3 if words[1:2] == ("unique",) else 2
    is_index = words[0] == "create" and words[at - 1 : at] == ("index",) and words[at + 1 : at + 2] == ("on",)
    if not is_index or words[at] in NOISE:
        return None
    plain = words[at + 2 : at + 3] not in ((), ("only",)) and words[at + 3 : at + 4] != (".",)
    return (words[at], at + 2) if plain else None


def drops_index(statement: Statement) -> bool:
    """DROP INDEX CONCURRENTLY IF EXISTS name."""
    return statement.words[:5] == ("drop", "index", "concurrently", "if", "exists")


def check_unqualified(file: SqlFile, statement: Statement) -> Iterator[Problem]:
    """`search_path` is DB_SCHEMA, which differs between databases: a name with a schema works in one of them only.

    Looks where only a relation, type or routine can stand; not behind FROM, for `extract(day FROM t.at)`.
    """
    words = statement.words
    for at in range(len(words) - 3):
        if not names_an_object(words, at):
            continue
        start = at + 1
        while start < len(words) and words[start] in NOISE:
            start += 1
        if words[start + 1 : start + 2] == (".",) and words[start] not in CATALOGS:
            name = f"{words[start]}.{words[start + 2]}"
            yield Problem(f"{file.path}:{statement.line_of(start)}", f"{name} names a schema; write {words[start + 2]}")


def names_an_object(words: tuple[str, ...], at: int) -> bool:
    """Whether the name of an object follows the word at this index."""
    word, before = words[at], words[at - 1] if at else ""
    if word in KINDS and words[0] in ("create", "alter", "drop", "comment", "truncate") and at < 4:
        return True
    if word == "on" and words[0] == "create" and ("index" in words[:3] or "trigger" in words[:4]):
        return "on" not in words[:at]
    if word in ("into", "references") or (word == "of" and before == "partition"):
        return True
    return (at == 0 and word in ("update", "truncate")) or (word == "from" and words[0] == "delete" and at == 1)
