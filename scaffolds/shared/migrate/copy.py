"""A temporary copy of the scratch database for one dry run, in which everything really runs and commits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import psycopg
from psycopg import sql

from .prepare import ADMIN, is_shared, session, share
from .problem import refuse
from .settings import SCRATCH, Settings

COPY = f"_trial{SCRATCH}"
MAX_NAME = 63


@contextmanager
def copy_of(settings: Settings, environment: Mapping[str, str]) -> Iterator[Settings]:
    """Needs the superuser DB_ADMIN_USER. Dry runs of one scratch database wait for each other."""
    name = settings.name.removesuffix(SCRATCH)[: MAX_NAME - len(COPY)] + COPY
    copy, template = sql.Identifier(name), sql.Identifier(settings.name)
    admin, password = environment[ADMIN], environment.get("DB_ADMIN_PASSWORD", "")
    with session(settings, "postgres", admin, password) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended('dry run in ' || %s, 0))", (name,))
        # Remove the copy that a killed dry run left.
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(copy)
        connection.execute(drop)
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = %s", (settings.name,)
        ).fetchone()
        if owner is None:
            raise refuse("DB_NAME", f"is {settings.name!r}, which does not exist; `make db-prepare` makes it")
        try:
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
            connection.execute(statement.format(copy, sql.Identifier(str(owner[0])), template))
        except psycopg.errors.ObjectInUse:
            what = f"is {settings.name!r}, in which somebody has a session; a dry run copies it: end the session"
            raise refuse("DB_NAME", what) from None
        try:
            found = replace(settings, name=name)
            if is_shared(settings):
                with session(settings, name, admin, password) as of_copy:
                    share(of_copy, found)
            yield found
        finally:
            connection.execute(drop)
