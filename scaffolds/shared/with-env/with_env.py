"""`python -m scripts.with_env COMMAND …`: runs the command with what .env says, where the environment says nothing.

A line of .env is NAME=value or NAME='value'. Nothing is replaced in a value, so one that a shell or docker compose
would read otherwise stands in single quotes: every program then sees the same one.
"""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

FILE = Path(".env")
LINE = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)=('(?P<quoted>[^']*)'|(?P<plain>[A-Za-z0-9_@%+=:,./-]*))\s*")


class InvalidLineError(ValueError):
    """A line that programs read differently. It may hold a password, so it is not shown."""


def read(text: str) -> dict[str, str]:
    """What the lines say, the last one of a name counting; blank ones and comments say nothing."""
    values: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() == "" or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None:
            raise InvalidLineError(f"{FILE}:{number} is not NAME=value; quote a value that holds more than a word: '…'")
        values[match["name"]] = match["plain"] if match["quoted"] is None else match["quoted"]
    return values


def main(command: Sequence[str]) -> int:
    """Becomes the command. Exit code 2 when .env cannot be read."""
    try:
        given = read(FILE.read_text()) if FILE.exists() else {}
    except InvalidLineError as error:
        print(error, file=sys.stderr)
        return 2
    os.execvpe(command[0], list(command), {**given, **os.environ})  # noqa: S606  # nosec B606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
