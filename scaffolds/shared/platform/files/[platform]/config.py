"""Settings from the environment; reports everything that is missing or wrong at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .roles import Role, groups_by_role

IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,62}")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


class InvalidSettingsError(Exception):
    """Settings are missing or wrong. One line per problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class Reader:
    """Reads variables one by one and collects their problems; `finish` raises all of them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """A text; an empty one counts as absent."""
        value = self._environment.get(name) or default
        if value is None:
            self._problems.append(f"{name} is not set")
            return ""
        return value

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self.text(name, None if default is None else str(default))
        if value == "":
            return low
        # isdigit alone admits digits of other scripts, and int() spaces and underscores.
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            self._problems.append(f"{name} is {value!r}; allowed is a whole number from {low} to {high}")
            return low
        return int(value)

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value != "" and value not in allowed:
            self._problems.append(f"{name} is {value!r}; allowed: {', '.join(allowed)}")
        return value

    def identifier(self, name: str, default: str | None = None) -> str:
        """A lower-case name that Postgres takes without quotes."""
        value = self.text(name, default)
        if value != "" and (not IDENTIFIER.fullmatch(value) or value.startswith("pg_")):
            self._problems.append(f"{name} is {value!r}; allowed is a lower-case name such as app")
        return value

    def refuse(self, problem: str) -> None:
        """Something that is wrong with several variables together."""
        self._problems.append(problem)

    def finish(self) -> None:
        """Raises InvalidSettingsError when anything was wrong."""
        if self._problems:
            raise InvalidSettingsError(self._problems)


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """The `DB_*` contract. No log shows the password."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    schema: str
    sslmode: str
    connections: int


def database_settings(reader: Reader) -> DatabaseSettings:
    """Required are DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD; the others have the defaults below."""
    return DatabaseSettings(
        host=reader.text("DB_HOST"),
        port=reader.integer("DB_PORT", 1, 65535),
        name=reader.text("DB_NAME"),
        user=reader.text("DB_USER"),
        password=reader.text("DB_PASSWORD"),
        schema=reader.identifier("DB_SCHEMA", "app"),
        sslmode=reader.choice("DB_SSLMODE", SSL_MODES, "prefer"),
        connections=reader.integer("DB_CONN_MAX", 1, 200, 5),
    )


@dataclass(frozen=True, slots=True)
class IdentitySettings:
    """Who calls; with both empty nobody is known.

    `header` is the one in which a gateway puts whom it has authenticated, having removed what clients sent under that
    name. `default` is the caller when that header is absent; only a laptop has one. `roles` says which role a group
    gives, and `roles_header` has a caller's groups; without `roles`, whoever is known may do everything.
    """

    header: str = ""
    default: str = ""
    roles_header: str = ""
    roles: Mapping[str, Role] | None = None


def identity_settings(reader: Reader) -> IdentitySettings:
    """ACTOR_*, which the platform sets at each deploy; ACTOR_DEFAULT takes ACTOR_LAPTOP=yes beside it."""
    default = reader.text("ACTOR_DEFAULT", "")
    if reader.choice("ACTOR_LAPTOP", ["yes", "no"], "no") != "yes" and default:
        reader.refuse(
            f"ACTOR_DEFAULT is {default!r}; only a laptop has a caller by default: "
            "set ACTOR_LAPTOP=yes there, and remove ACTOR_DEFAULT everywhere else"
        )
    header = reader.text("ACTOR_HEADER", "")
    said = reader.text("ACTOR_ROLES", "")
    if not said:
        return IdentitySettings(header, default)
    try:
        roles = groups_by_role(said)
    except ValueError as error:
        reader.refuse(f"ACTOR_ROLES is {said!r}; allowed is {error}")
        roles = {}
    return IdentitySettings(header, default, reader.text("ACTOR_ROLES_HEADER"), roles)
