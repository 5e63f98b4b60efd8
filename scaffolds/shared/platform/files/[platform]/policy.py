"""Rules that facts must keep, as the JSON of a policy states them:

    {"max_drawdown": {"at_most": 0.2}, "trades": {"at_least": 100}, "universe": {"one_of": ["us", "eu"]}}

A fact that a rule asks for and nobody gave is a violation: what is unknown is not allowed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

Rules = Mapping[str, Mapping[str, object]]


class InvalidPolicyError(ValueError):
    """The rules themselves are wrong. One line per problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Violation:
    """A fact that breaks a rule."""

    fact: str
    message: str


def check_rules(rules: Rules) -> None:
    """Raises InvalidPolicyError with everything that no fact could be held against."""
    problems = [
        problem
        for fact, conditions in rules.items()
        for condition, operand in conditions.items()
        if (problem := problem_of(fact, condition, operand)) is not None
    ]
    if problems:
        raise InvalidPolicyError(problems)


def violations(rules: Rules, facts: Mapping[str, object]) -> list[Violation]:
    """Every rule that the facts break, in the order of the rules. Raises InvalidPolicyError for wrong rules."""
    check_rules(rules)
    return [
        Violation(fact, message)
        for fact, conditions in rules.items()
        for condition, operand in conditions.items()
        if (message := broken(condition, operand, facts.get(fact))) is not None
    ]


def problem_of(fact: str, condition: str, operand: object) -> str | None:
    """What is wrong with one condition."""
    match condition:
        case "at_least" | "at_most":
            return None if is_number(operand) else f"{fact}.{condition} is {operand!r}; allowed is a number"
        case "one_of":
            return None if isinstance(operand, list) and operand else f"{fact}.one_of is {operand!r}; allowed is a list"
        case "equals":
            return None
        case _:
            return f"{fact}.{condition} is no condition; allowed: at_least, at_most, one_of, equals"


def broken(condition: str, operand: object, value: object) -> str | None:
    """Why the value does not keep the condition; `None` when it does."""
    if value is None:
        return f"is not known; it must be {said(condition, operand)}"
    match condition:
        case "at_least":
            kept = is_number(value) and is_number(operand) and value >= operand
        case "at_most":
            kept = is_number(value) and is_number(operand) and value <= operand
        case "one_of":
            kept = isinstance(operand, list) and any(same(value, each) for each in operand)
        case _:
            kept = same(value, operand)
    return None if kept else f"is {value!r}; it must be {said(condition, operand)}"


def said(condition: str, operand: object) -> str:
    """The condition as people read it."""
    return str(operand) if condition == "equals" else f"{condition.replace('_', ' ')} {operand}"


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether it is a number that can be compared; to Python, True is 1 and NaN is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and not math.isnan(value)


def same(value: object, other: object) -> bool:
    """Equal, and true is not 1."""
    return isinstance(value, bool) == isinstance(other, bool) and value == other
