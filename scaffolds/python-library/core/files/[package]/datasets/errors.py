"""What is wrong with a file."""

from collections.abc import Sequence
from pathlib import Path


class DatasetError(ValueError):
    """A file cannot be used; `problems` holds (line, what is wrong and how to mend it), in the order of the file."""

    def __init__(self, path: Path, problems: Sequence[tuple[int, str]]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}:{line}: {message}" for line, message in problems))
