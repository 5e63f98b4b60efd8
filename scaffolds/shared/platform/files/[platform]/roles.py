"""What callers may do, by the groups in which the gateway finds them."""

import base64
import binascii
import json
from collections.abc import Collection, Mapping
from enum import IntEnum
from typing import TypeGuard


class Role(IntEnum):
    """Each may do what those before it may."""

    READER = 1
    WRITER = 2
    ADMIN = 3

    def __str__(self) -> str:
        return self.name.lower()


ALLOWED = 'a JSON map of reader, writer and admin to lists of groups, such as {"reader": ["staff"]}'


def groups_by_role(text: str) -> dict[str, Role]:
    """The role of each group, from what the platform says of them. Raises ValueError where it is not that."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not said:
        raise ValueError(ALLOWED)
    found: dict[str, Role] = {}
    for name, groups in said.items():
        role = next((role for role in Role if str(role) == name), None)
        if role is None or not is_texts(groups):
            raise ValueError(ALLOWED)
        for group in groups:
            found[group] = max(role, found.get(group, role))
    return found


def role_of(groups: Collection[str], roles: Mapping[str, Role]) -> Role | None:
    """The highest role of these groups; `None` where they have none."""
    return max((roles[group] for group in groups if group in roles), default=None)


def groups_in(header: str) -> frozenset[str]:
    """The groups in a header of the gateway, which writes a list as JSON in base64 and a text as it is."""
    try:
        said = json.loads(base64.b64decode(header.translate(URL_SAFE) + "==", validate=False))
    except (binascii.Error, ValueError, RecursionError):
        said = None
    if is_texts(said):
        return frozenset(said)
    return frozenset([header] if header else [])


def is_texts(value: object) -> TypeGuard[list[str]]:
    """Whether this is a list of texts."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


URL_SAFE = str.maketrans("-_", "+/")
