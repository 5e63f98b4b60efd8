"""The DB_* contract of a service, read from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .problem import Problem, Refused

IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,62}")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
MIGRATOR = "_migrator"
SCRATCH = "_scratch"
"""How the name of a database ends that a dry run may use."""


@dataclass(frozen=True)
class Settings:
    """Where to migrate, and as whom."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    schema: str
    sslmode: str
    deadline_seconds: int | None = None
    """When the platform ends this process; `None` where nothing does."""

    @property
    def writer(self) -> str:
        """`<db>_rw`, the role of the API."""
        return self.user.removesuffix(MIGRATOR) + "_rw"

    @property
    def reader(self) -> str:
        """`<db>_ro`, the role of reports."""
        return self.user.removesuffix(MIGRATOR) + "_ro"


def settings_from(environment: Mapping[str, str], roles: tuple[str, ...] = (MIGRATOR,)) -> Settings:
    """DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD; DB_SCHEMA (default `app`), DB_SSLMODE (default `prefer`).

    DB_MIGRATE_SECONDS, which the platform's Job sets: when it ends this process.
    `roles`: how DB_USER may end.
    """
    problems = [
        Problem(name, "is not set; db-migrate needs the DB_* contract of the service")
        for name in ("DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD")
        if not environment.get(name)
    ]
    schema = environment.get("DB_SCHEMA") or "app"
    sslmode = environment.get("DB_SSLMODE") or "prefer"
    port = environment.get("DB_PORT", "")
    user = environment.get("DB_USER", "")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        problems.append(Problem("DB_PORT", f"is {port!r}; allowed is a port from 1 to 65535"))
    if not IDENTIFIER.fullmatch(schema) or schema.startswith("pg_"):
        problems.append(Problem("DB_SCHEMA", f"is {schema!r}; allowed is a lower-case name such as app"))
    if sslmode not in SSL_MODES:
        problems.append(Problem("DB_SSLMODE", f"is {sslmode!r}; allowed: {', '.join(SSL_MODES)}"))
    if user and not (IDENTIFIER.fullmatch(user) and user.endswith(roles)):
        problems.append(
            Problem(
                "DB_USER",
                f"is {user!r}; migrations run as the role that ends in {MIGRATOR}: "
                "default privileges belong to the role that creates a table",
            )
        )
    deadline = environment.get("DB_MIGRATE_SECONDS")
    if deadline and not (deadline.isascii() and deadline.isdigit()):
        problems.append(Problem("DB_MIGRATE_SECONDS", f"is {deadline!r}; allowed is a number of seconds"))
    if problems:
        raise Refused(problems)
    return Settings(
        host=environment["DB_HOST"],
        port=int(port),
        name=environment["DB_NAME"],
        user=user,
        password=environment["DB_PASSWORD"],
        schema=schema,
        sslmode=sslmode,
        deadline_seconds=int(deadline) if deadline else None,
    )
