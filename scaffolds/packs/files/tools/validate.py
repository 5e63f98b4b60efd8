"""The whole repository, all problems at once."""

from pathlib import Path

from .lint import lint
from .pack import Pack, read_packs
from .problem import Problem


def validate(root: Path) -> tuple[list[Pack], list[Problem]]:
    """Every pack, and every problem of every pack, in the order of files and lines."""
    packs, problems = read_packs(root)
    for pack in packs:
        problems += lint(pack)
    return packs, sorted(set(problems))
