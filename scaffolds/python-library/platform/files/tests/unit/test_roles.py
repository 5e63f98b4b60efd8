import base64
import json

import pytest

from <%= it.package %>.roles import Role, groups_by_role, groups_in, role_of

ROLES = groups_by_role('{"reader": ["staff"], "writer": ["desk", "night desk"], "admin": ["leads"]}')


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([], None),
        (["guests"], None),
        (["staff"], Role.READER),
        (["staff", "desk"], Role.WRITER),
        (["leads"], Role.ADMIN),
    ],
)
def test_the_highest_of_all_groups_counts(groups: list[str], role: Role | None) -> None:
    assert role_of(groups, ROLES) == role


def test_a_group_of_two_roles_has_the_higher_one() -> None:
    assert groups_by_role('{"admin": ["leads"], "reader": ["leads"]}') == {"leads": Role.ADMIN}


@pytest.mark.parametrize(
    "text", ["", "staff", "[]", "{}", '{"owner": ["staff"]}', '{"reader": "staff"}', '{"reader": [1]}']
)
def test_says_what_is_allowed_instead(text: str) -> None:
    with pytest.raises(ValueError, match="map of reader, writer and admin to lists of groups"):
        groups_by_role(text)


def encoded(value: object) -> str:
    return base64.b64encode(json.dumps(value, ensure_ascii=False).encode()).decode()


@pytest.mark.parametrize(
    ("header", "groups"),
    [
        (encoded(["staff", "Größe", "??>"]), {"staff", "Größe", "??>"}),
        (encoded(["??>>~~"]).replace("+", "-").replace("/", "_").rstrip("="), {"??>>~~"}),
        (encoded([]), set()),
        ("", set()),
        # A claim that is a text comes as it is, also where it could be base64.
        ("staff", {"staff"}),
        ("desk", {"desk"}),
        ("acme/shop", {"acme/shop"}),
        # Nothing that holds other things than names of groups names one.
        (encoded([1]), {encoded([1])}),
        (encoded({"staff": True}), {encoded({"staff": True})}),
        ("W1tb" * 5000, {"W1tb" * 5000}),
    ],
)
def test_reads_what_the_gateway_writes(header: str, groups: set[str]) -> None:
    assert groups_in(header) == groups
