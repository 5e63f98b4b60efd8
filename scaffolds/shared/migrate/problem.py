"""What is wrong, where, and how to fix it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """`where` is `file:line`, a variable or an object of the database; `what` ends with the edit to make."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} {self.what}"


class Refused(Exception):
    """The run was refused; `problems` holds every reason, ordered by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def refuse(where: str, what: str) -> Refused:
    """A refusal with one reason."""
    return Refused([Problem(where, what)])
