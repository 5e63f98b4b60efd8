"""Builds an index of a partitioned table without blocking its writers.

Postgres refuses CREATE INDEX CONCURRENTLY on such a table, and CREATE INDEX stops writers until all partitions have it.
So: an index of the table alone, which partitions made from then on take over; then each partition's index,
concurrently; once the last one is attached the table's index is valid.
https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
"""

import hashlib
import time
from dataclasses import replace

import psycopg
from psycopg import errors

from .database import Connection, Say, one
from .migration import SqlFile
from .problem import refuse
from .run_file import explain, run_statements
from .statement_rules import index_by_partition
from .statements import Statement

MAX_NAME = 63
# The longest wait for a lock that blocks writers: while a step waits, all writers wait behind it.
BRIEF = "500ms"
ATTEMPTS = 60
PAUSE_SECONDS = 1

# The partitions that have no part of the index yet, and existing indexes with one of our names.
MISSING = """
SELECT p.relname, p.relkind::text FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhrelid
WHERE h.inhparent = to_regclass(quote_ident(%(table)s)) AND NOT h.inhdetachpending AND NOT EXISTS (
  SELECT FROM pg_index x JOIN pg_inherits a ON a.inhrelid = x.indexrelid
  WHERE x.indrelid = p.oid AND a.inhparent = to_regclass(quote_ident(%(index)s)))
ORDER BY p.relname
"""
VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(quote_ident(%s))"


def build_by_partition(connection: Connection, file: SqlFile, say: Say) -> None:
    """Can be interrupted at any step: the next run continues with the remaining partitions."""
    statement = file.statements[0]
    found = index_by_partition(statement)
    if found is None:
        raise LookupError(statement.text)
    index, at = found
    table = statement.words[at]
    where = f"{file.path}:{statement.line}"
    if one(connection, "SELECT relkind FROM pg_class WHERE oid = to_regclass(quote_ident(%s))", table) != "p":
        raise refuse(where, f"{table} is not partitioned; write CREATE INDEX CONCURRENTLY and -- transaction: none")
    if one(connection, VALID, index) is None:
        brief_step(connection, file, spliced(statement, at, f"ONLY {quoted(table)}"))
    while not one(connection, VALID, index):
        missing = connection.execute(MISSING.encode(), {"table": table, "index": index}).fetchall()
        if not missing:
            raise refuse(where, f"{index} is there, of another table or broken; DROP INDEX {index}, then run again")
        for name, kind in missing:
            if kind != "r":
                raise refuse(where, f"{name} is partitioned itself; index its partitions by a file of their own")
            build_one(connection, file, (index, at), str(name))
            say(f"{index}: {name} has it")


def build_one(connection: Connection, file: SqlFile, found: tuple[str, int], partition: str) -> None:
    """Builds the index of one partition and attaches it."""
    index, at = found
    statement = file.statements[0]
    name = part_name(index, statement.words[at], partition)
    if not one(connection, VALID, name):
        step(connection, file, f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(name)}")
        build = spliced(statement, at, quoted(partition))
        start = statement.tokens[at - 2].offset - statement.tokens[0].offset
        end = statement.tokens[at - 1].offset - statement.tokens[0].offset
        step(connection, file, f"{build[:start]}CONCURRENTLY {quoted(name)} {build[end:]}")
    brief_step(connection, file, f"ALTER INDEX {quoted(index)} ATTACH PARTITION {quoted(name)}")


def part_name(index: str, table: str, partition: str) -> str:
    """signals_score_idx of signals_p20261129 is signals_score_idx_p20261129; a hash where that is too long."""
    name = f"{index}_{partition.removeprefix(table).lstrip('_')}"
    return name if len(name) <= MAX_NAME else f"{index[:46]}_{hashlib.sha256(partition.encode()).hexdigest()[:16]}"


def spliced(statement: Statement, at: int, table: str) -> str:
    """The same statement for another table."""
    start = statement.tokens[at].offset - statement.tokens[0].offset
    end = statement.tokens[at + 1].offset - statement.tokens[0].offset if at + 1 < len(statement.tokens) else None
    return f"{statement.text[:start]}{table} {'' if end is None else statement.text[end:]}"


def quoted(name: str) -> str:
    """Quotes a name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def brief_step(connection: Connection, file: SqlFile, text: str) -> None:
    """Retries for a minute or two until it gets the lock on the table."""
    connection.execute(f"SET lock_timeout = '{BRIEF}'".encode())
    for _ in range(ATTEMPTS):
        try:
            connection.execute(text.encode())
        except errors.LockNotAvailable:
            time.sleep(PAUSE_SECONDS)
        except psycopg.Error as error:
            raise explain(file, replace(file.statements[0], text=text), error) from None
        else:
            return
    what = f"found no moment without a transaction on the table in {ATTEMPTS} attempts; end the long one and run again"
    raise refuse(f"{file.path}:{file.statements[0].line}", what)


def step(connection: Connection, file: SqlFile, text: str) -> None:
    """Runs a statement with the limits of the file; an error names the line of its statement."""
    run_statements(connection, replace(file, statements=(replace(file.statements[0], text=text),)))
