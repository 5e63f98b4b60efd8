"""What is wrong, where, and what to do about it."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake; `path` is seen from the repository."""

    path: PurePath
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.message}"
