"""`python -m tools validate` and `python -m tools bundle`, from the folder that holds the packs."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .bundle import bundle
from .validate import validate
from .versions import NoHistoryError, changed_versions


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one command. 0: done; 1: something is wrong with a pack, and nothing was bundled."""
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    parser.add_argument("command", choices=["validate", "bundle"])
    command = parser.parse_args(arguments).command
    packs, problems = validate(root)
    try:
        problems = sorted([*problems, *changed_versions(root, packs)])
    except NoHistoryError as error:
        print(f"versions were not compared with releases: {error}")
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"problems: {len(problems)}", file=sys.stderr)
        return 1
    print(f"packs without a problem: {len(packs)}")
    if command == "bundle":
        for path in bundle(root, packs):
            print(path.relative_to(root).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
