import pytest

from <%= it.package %>.config import InvalidSettingsError, Reader, database_settings, identity_settings
from <%= it.package %>.roles import Role

DB = {"DB_HOST": "db", "DB_PORT": "5432", "DB_NAME": "shop", "DB_USER": "shop_rw", "DB_PASSWORD": "secret"}


def problems(environment: dict[str, str]) -> list[str]:
    reader = Reader(environment)
    database_settings(reader)
    with pytest.raises(InvalidSettingsError) as raised:
        reader.finish()
    return list(raised.value.problems)


def test_has_defaults_for_what_is_optional() -> None:
    reader = Reader(DB)
    settings = database_settings(reader)
    reader.finish()
    assert (settings.schema, settings.sslmode, settings.connections) == ("app", "prefer", 5)


def test_names_everything_that_is_missing_at_once() -> None:
    assert problems({}) == [f"{name} is not set" for name in DB]
    assert problems({**DB, "DB_HOST": ""}) == ["DB_HOST is not set"]


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("DB_PORT", "0", "a whole number from 1 to 65535"),
        ("DB_PORT", "65536", "a whole number from 1 to 65535"),
        ("DB_PORT", "5 432", "a whole number from 1 to 65535"),
        ("DB_PORT", "\u0665", "a whole number from 1 to 65535"),
        ("DB_CONN_MAX", "-1", "a whole number from 1 to 200"),
        ("DB_SCHEMA", "Shop", "a lower-case name such as app"),
        ("DB_SCHEMA", "pg_catalog", "a lower-case name such as app"),
        ("DB_SCHEMA", "app -c role=postgres", "a lower-case name such as app"),
        ("DB_SSLMODE", "on", "disable, allow, prefer, require, verify-ca, verify-full"),
    ],
)
def test_says_what_is_allowed_instead(name: str, value: str, allowed: str) -> None:
    (problem,) = problems({**DB, name: value})
    assert problem.startswith(f"{name} is {value!r}; allowed")
    assert problem.endswith(allowed)


def test_shows_the_password_nowhere() -> None:
    assert "secret" not in repr(database_settings(Reader(DB)))


def test_knows_nobody_unless_it_is_told_how() -> None:
    assert identity_settings(Reader({})).header == ""
    assert identity_settings(Reader({"ACTOR_HEADER": "X-Actor"})).header == "X-Actor"


def test_has_a_caller_by_default_on_a_laptop_alone() -> None:
    laptop = Reader({"ACTOR_DEFAULT": "ada", "ACTOR_LAPTOP": "yes"})
    assert identity_settings(laptop).default == "ada"
    laptop.finish()
    for switch in ({}, {"ACTOR_LAPTOP": ""}, {"ACTOR_LAPTOP": "no"}):
        elsewhere = Reader({"ACTOR_DEFAULT": "ada", **switch})
        identity_settings(elsewhere)
        with pytest.raises(InvalidSettingsError, match=r"ACTOR_DEFAULT is 'ada'; .* set ACTOR_LAPTOP=yes"):
            elsewhere.finish()


def test_knows_roles_as_the_platform_says_them() -> None:
    said = {"ACTOR_HEADER": "X-Actor", "ACTOR_ROLES_HEADER": "X-Roles", "ACTOR_ROLES": '{"reader": ["staff"]}'}
    identity = identity_settings(Reader(said))
    assert (identity.roles_header, identity.roles) == ("X-Roles", {"staff": Role.READER})
    assert identity_settings(Reader({"ACTOR_HEADER": "X-Actor", "ACTOR_ROLES": ""})).roles is None


def test_never_takes_wrong_roles_for_none() -> None:
    reader = Reader({"ACTOR_ROLES": '{"owner": ["staff"]}'})
    assert identity_settings(reader).roles == {}
    with pytest.raises(InvalidSettingsError) as raised:
        reader.finish()
    assert [problem.split()[0] for problem in raised.value.problems] == ["ACTOR_ROLES", "ACTOR_ROLES_HEADER"]
