"""`db-reset`: creates the database of a developer again, from the first migration."""

import ipaddress
import socket
from collections.abc import Mapping
from pathlib import Path

from psycopg import sql

from .apply import apply
from .database import Say
from .prepare import ADMIN, is_shared, prepare, session
from .problem import Problem, Refused
from .settings import Settings


def reset(settings: Settings, environment: Mapping[str, str], root: Path, typed: str, say: Say) -> None:
    """Drops the database DB_NAME (in a shared one: the schema DB_SCHEMA), makes it again and migrates it.

    Only on this machine, as a superuser, and never on a server that CloudNativePG runs, which a port may lead to.
    """
    problems: list[Problem] = []
    if typed != settings.name:
        what = (
            f"is {typed!r}; all rows of DB_NAME {settings.name!r} would go: type its name, --database {settings.name}"
        )
        problems.append(Problem("--database", what))
    if not on_this_machine(settings.host):
        what = f"is {settings.host!r}, which is not this machine; other people's databases are restored, not reset"
        problems.append(Problem("DB_HOST", what))
    if not environment.get(ADMIN):
        problems.append(Problem(ADMIN, "is not set; only the superuser of a Postgres of your own may do this"))
    if problems:
        raise Refused(problems)
    admin, password = environment[ADMIN], environment.get("DB_ADMIN_PASSWORD", "")
    with session(settings, "postgres", admin, password) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'streaming_replica'").fetchone():
            what = "is run by CloudNativePG (it has the role streaming_replica); such a database is restored, not reset"
            raise Refused([Problem(f"{settings.host}:{settings.port}", what)])
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (settings.name,)).fetchone()
        if there and not is_shared(settings):
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(settings.name)))
            say(f"dropped database {settings.name}")
    if there and is_shared(settings):
        with session(settings, settings.name, admin, password) as connection:
            schema = sql.Identifier(settings.schema)
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            say(f"dropped schema {settings.schema} of {settings.name}")
    prepare(settings, environment, say)
    apply(settings, root, say)


def on_this_machine(host: str) -> bool:
    """Whether the host is the folder of a socket, or a name with loopback addresses only."""
    if host.startswith("/"):
        return True
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ipaddress.ip_address(address).is_loopback for address in found)
