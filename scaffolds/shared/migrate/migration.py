"""A migration: one numbered SQL file and its undo file."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .header import Header, read_header
from .ignores import Ignore, read_ignores
from .problem import Problem
from .statements import Statement, Unterminated, split

FILE_NAME = re.compile(r"(?P<number>\d{4})_[a-z0-9]+(?:_[a-z0-9]+)*(?P<undo>\.undo)?\.sql")
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class SqlFile:
    """One file of the folder."""

    path: str
    """The path as messages show it."""
    name: str
    number: int
    is_undo: bool
    sha256: str
    """The digest of the bytes of the file, so that `sha256sum -c` agrees."""
    header: Header
    statements: tuple[Statement, ...]
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True)
class Migration:
    """`up` applies the migration, `undo` undoes it."""

    up: SqlFile
    undo: SqlFile | None

    @property
    def number(self) -> int:
        """The NNNN of its name."""
        return self.up.number


def read_sql_file(path: Path, shown: str) -> tuple[SqlFile | None, list[Problem]]:
    """The file at `path`; `None` when it cannot be read as SQL."""
    match = FILE_NAME.fullmatch(path.name)
    if match is None:
        return None, [
            Problem(shown, "is no name of a migration; allowed is NNNN_name.sql or NNNN_name.undo.sql, lower case")
        ]
    if path.is_symlink() or not path.is_file():
        return None, [Problem(shown, "is not a plain file; put the file itself here")]
    if path.stat().st_size > MAX_BYTES:
        return None, [Problem(shown, f"is larger than {MAX_BYTES} bytes; data belongs in a seed")]
    raw = path.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(f"{shown}:{line}", "is not UTF-8; save it as UTF-8")]
    for bad, meaning in (("\r", "a carriage return"), ("\0", "a NUL byte"), ("\ufeff", "a byte order mark")):
        if bad in text:
            line = text.count("\n", 0, text.index(bad)) + 1
            return None, [Problem(f"{shown}:{line}", f"has {meaning}; save it as UTF-8 with plain line feeds")]
    is_undo = match["undo"] is not None
    header, problems = read_header(shown, text, is_undo)
    statements: tuple[Statement, ...] = ()
    try:
        statements = tuple(split(text))
    except Unterminated as error:
        problems.append(Problem(f"{shown}:{error.line}", f"{error}; close it"))
    else:
        if not statements:
            problems.append(Problem(f"{shown}:1", "holds no statement; write one or delete the file"))
    digest = hashlib.sha256(raw).hexdigest()
    number, ignores = int(match["number"]), read_ignores(text)
    return SqlFile(shown, path.name, number, is_undo, digest, header, statements, ignores), problems
