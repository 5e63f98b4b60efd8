"""`db-prepare`: roles, database and schema as the database's chart makes them, for a laptop and for CI."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from .database import Say, first_line
from .privileges import LIMITS
from .problem import refuse
from .settings import MIGRATOR, SCRATCH, Settings

ADMIN = "DB_ADMIN_USER"


def prepare(settings: Settings, environment: Mapping[str, str], say: Say) -> None:
    """Connects as the superuser DB_ADMIN_USER with DB_ADMIN_PASSWORD, and creates only what is missing."""
    admin = environment.get(ADMIN)
    if not admin:
        raise refuse(ADMIN, "is not set; db-prepare needs a superuser of a Postgres that is yours alone")
    password = environment.get("DB_ADMIN_PASSWORD", "")
    shared = is_shared(settings)
    owner = f"{settings.name}_owner" if shared else settings.user
    with session(settings, "postgres", admin, password) as connection:
        for role in (settings.user, settings.writer, settings.reader):
            make_role(connection, role, settings.password, say)
        if shared:
            make_role(connection, owner, None, say)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (settings.name,)).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(settings.name), sql.Identifier(owner))
            )
            say(f"made database {settings.name}")
    if shared:
        with session(settings, settings.name, admin, password) as connection:
            share(connection, settings)


def is_shared(settings: Settings) -> bool:
    """Whether several products share the database: then it is not named after the roles of this one."""
    return settings.user.removesuffix(MIGRATOR) != settings.name.removesuffix(SCRATCH)


def share(connection: psycopg.Connection[tuple[object, ...]], settings: Settings) -> None:
    """A shared database: its owner lets the roles of each product connect, and each product owns its schema."""
    names = {
        "database": sql.Identifier(settings.name),
        "schema": sql.Identifier(settings.schema),
        "migrator": sql.Identifier(settings.user),
        "writer": sql.Identifier(settings.writer),
        "reader": sql.Identifier(settings.reader),
    }
    for text in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {migrator}, {writer}, {reader}",
        "CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {migrator}",
    ):
        connection.execute(sql.SQL(text).format(**names))
    for name, value in LIMITS.items():
        limit = sql.SQL("ALTER DATABASE {} SET {} = {}")
        connection.execute(limit.format(names["database"], sql.Identifier(name), sql.Literal(value)))


def session(settings: Settings, database: str, user: str, password: str) -> psycopg.Connection[tuple[object, ...]]:
    """A session of the superuser."""
    try:
        return psycopg.connect(
            host=settings.host, port=settings.port, dbname=database, user=user, password=password, autocommit=True
        )
    except psycopg.OperationalError as error:
        raise refuse(f"{settings.host}:{settings.port}", f"cannot be reached as {user}: {first_line(error)}") from None


def make_role(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str | None, say: Say) -> None:
    """A plain login, or no login without a password."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
        return
    text = "CREATE ROLE {} NOLOGIN" if password is None else "CREATE ROLE {} LOGIN PASSWORD {}"
    connection.execute(sql.SQL(text).format(sql.Identifier(role), sql.Literal(password or "")))
    say(f"made role {role}")
