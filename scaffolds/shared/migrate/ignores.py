"""Comments that make squawk ignore rules: which ones, at which line, and whether a reason is given."""

import re
from dataclasses import dataclass

IGNORE = re.compile(r"--\s*squawk-ignore(?P<file>-file)?(?P<rules>(?:[\s,]+[a-z][a-z-]+)*)\s*(?P<rest>.*)")
COMMENT = re.compile(r"\s*--\s*(?P<text>.*)")
HEADER = re.compile(r"[a-z][a-z-]*\s*:")
MIN_REASON = 10


@dataclass(frozen=True)
class Ignore:
    """`rules` is empty when the comment names none. `whole_file`: it applies to all statements."""

    line: int
    rules: tuple[str, ...]
    whole_file: bool
    reason: bool
    """Whether the comment lines around it give a reason."""


def read_ignores(text: str) -> tuple[Ignore, ...]:
    """All ignore comments of a file, in order."""
    lines = text.split("\n")
    found: list[Ignore] = []
    for number, line in enumerate(lines, start=1):
        match = IGNORE.search(line)
        if match is None:
            continue
        words = " ".join([match["rest"], *around(lines, number - 1)])
        rules = tuple(re.split(r"[\s,]+", match["rules"].strip(" ,"))) if match["rules"].strip(" ,") else ()
        found.append(Ignore(number, rules, match["file"] is not None, len(words.strip()) >= MIN_REASON))
    return tuple(found)


def around(lines: list[str], at: int) -> list[str]:
    """The words of the comment that the line is a part of, without headers and other ignores."""
    first, last = at, at
    while first > 0 and COMMENT.fullmatch(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and COMMENT.fullmatch(lines[last + 1]):
        last += 1
    texts = [match["text"] for line in lines[first : last + 1] if (match := COMMENT.fullmatch(line))]
    return [text for text in texts if not text.startswith("squawk-ignore") and not HEADER.match(text)]
