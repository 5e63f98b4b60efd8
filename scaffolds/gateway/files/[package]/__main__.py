"""`check` says what is wrong with routes.yaml and policy.yaml; `render` also writes dist/<environment>.yaml."""

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import yaml

from .load import PolicyError, load
from .objects import objects


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one command. 0: done; 1: something is wrong, and nothing was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["check", "render"])
    command = parser.parse_args(arguments).command
    try:
        routes, policy = load(root)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"routes without a problem: {len(routes)}")
    if command == "render":
        (root / "dist").mkdir(exist_ok=True)
        for environment, members in groupby(routes, lambda route: route.environment):
            path = root / "dist" / f"{environment}.yaml"
            temporary = path.with_suffix(".new")
            temporary.write_text(yaml.safe_dump_all(objects(members, policy), sort_keys=False), encoding="utf-8")
            temporary.replace(path)
            print(path.relative_to(root).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
