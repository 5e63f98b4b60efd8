"""A copy of this repository's packs that a test may break."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACK = "momentum-basic"


def copy(target: Path) -> Path:
    """A repository with one valid pack, the example."""
    shutil.copytree(ROOT / "tests" / "example", target / PACK)
    return target


def edit(path: Path, text: str, by: str) -> None:
    """Replaces a text that occurs once; a text that does not occur would make a test that tests nothing."""
    content = path.read_text(encoding="utf-8")
    assert content.count(text) == 1, f"{path} has {content.count(text)} times {text!r}"
    path.write_text(content.replace(text, by), encoding="utf-8")
