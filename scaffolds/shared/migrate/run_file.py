"""Runs the statements of one file and turns Postgres' errors into messages with file and line."""

from collections.abc import Callable
from functools import partial

import psycopg
from psycopg import sql

from .database import Connection, first_line
from .migration import SqlFile
from .problem import Refused, refuse
from .statements import Statement

REMEDIES = {
    "55P03": "no lock within {lock}; nothing of this file is applied: end the long transaction and run again",
    "57014": "stopped after {statement}; nothing of this file is applied: split it or set statement-timeout",
    "42501": "the migrator may not do this; ask the platform team",
}


# What Postgres refuses of a partitioned table, by the words of its message, and how it is done.
OF_PARTITIONED = {
    "cannot create index on partitioned table": 'write CREATE INDEX name ON table (…) and "-- transaction: per'
    ' partition", which builds it partition by partition without stopping writers',
    "cannot drop partitioned index": "write DROP INDEX name in a file with a transaction: its lock is short",
    "cannot add NOT VALID foreign key on partitioned table": "leave NOT VALID out, tell squawk to ignore it, and"
    ' name the tables that stand still meanwhile: "-- blocks: table, table: <why that stops nobody>"',
}


Watch = Callable[[Statement, Callable[[], object]], None]
"""Runs the statement by calling the second argument."""


def run_statements(connection: Connection, file: SqlFile, watch: Watch | None = None) -> None:
    """Runs them all; the caller has begun the transaction, if there is to be one."""
    local = sql.SQL("SET LOCAL {} = {}" if file.header.transactional else "SET {} = {}")
    limits = {"lock_timeout": file.header.lock_timeout, "statement_timeout": file.header.statement_timeout}
    for name, value in limits.items():
        connection.execute(local.format(sql.Identifier(name), sql.Literal(value)))
    for statement in file.statements:
        try:
            if watch is None:
                connection.execute(statement.text.encode())
            else:
                watch(statement, partial(connection.execute, statement.text.encode()))
        except psycopg.Error as error:
            raise explain(file, statement, error) from None


def explain(file: SqlFile, statement: Statement, error: psycopg.Error) -> Refused:
    """The error at its line, with what Postgres hints and what to do."""
    if error.sqlstate is None:
        return refuse(
            f"{file.path}:{statement.line}",
            f"the connection broke ({first_line(error)}); the ledger holds what was applied: run again",
        )
    line = statement.line
    if error.diag.statement_position:
        line += statement.text.count("\n", 0, int(error.diag.statement_position) - 1)
    parts = [error.diag.message_primary, error.diag.message_detail, error.diag.message_hint]
    if remedy := REMEDIES.get(error.sqlstate):
        parts.append(remedy.format(lock=file.header.lock_timeout, statement=file.header.statement_timeout))
    parts += [remedy for words, remedy in OF_PARTITIONED.items() if (parts[0] or "").startswith(words)]
    return refuse(f"{file.path}:{line}", "; ".join(part for part in parts if part))
