"""A copy of this repository's packs that a test may break."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACK = "momentum-basic"


def copy(target: Path) -> Path:
    """A repository with one right pack, the example."""
    shutil.copytree(ROOT / "tests" / "example", target / PACK)
    return target


def edit(path: Path, text: str, by: str) -> None:
    """In one place; a text that is not there would make a test of nothing."""
    content = path.read_text(encoding="utf-8")
    assert content.count(text) == 1, f"{path} has {content.count(text)} times {text!r}"
    path.write_text(content.replace(text, by), encoding="utf-8")
