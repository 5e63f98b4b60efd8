"""Records of a CSV or JSON Lines file."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from .errors import DatasetError


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the line it starts on, counted from 1."""

    line: int
    fields: Mapping[str, object]


Problem = tuple[int, str]
Parsed = tuple[list[Record], list[Problem]]


def read_records(path: Path) -> list[Record]:
    """Read a file whose name ends in .csv (values are text) or .jsonl (values are JSON's).

    Raises:
        DatasetError: naming every line that is no record; OSError when the file cannot be read.
    """
    parse = _PARSERS.get(path.suffix)
    if parse is None:
        endings = " or ".join(sorted(_PARSERS))
        raise DatasetError(path, [(1, f'ends in "{path.suffix}"; name it {endings} after what it holds')])
    content = path.read_bytes()
    try:
        # Spreadsheets write a byte order mark, which is no part of the first column's name.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise DatasetError(path, [(line, message)]) from error
    records, problems = parse(text)
    if problems:
        raise DatasetError(path, problems)
    return records


def _parse_csv(text: str) -> Parsed:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[Record] = []
    problems: list[Problem] = []
    header: list[str] | None = None
    line = 1
    try:
        for row in rows:
            if header is None:
                header = row
                problems += [(line, f'column "{name}" stands twice; rename one') for name in sorted(_repeated(row))]
            elif len(row) == len(header):
                records.append(Record(line, dict(zip(header, row, strict=True))))
            elif row:
                problems.append((line, f"has {len(row)} values for {len(header)} columns; write one per column"))
            line = rows.line_num + 1
    except csv.Error as error:
        problems.append((line, f"is no CSV ({error}); mend the quotes"))
    if header is None:
        problems.append((1, "has no header; write the names of the columns in the first line"))
    return records, problems


def _parse_jsonl(text: str) -> Parsed:
    records: list[Record] = []
    problems: list[Problem] = []
    # Not splitlines(): JSON text may hold U+2028, which that takes for the end of a line.
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            value = json.loads(content, parse_constant=_refuse)
        except ValueError as error:
            problems.append((line, f"is no JSON ({error}); write one object per line"))
            continue
        if isinstance(value, dict):
            records.append(Record(line, value))
        else:
            problems.append((line, f"holds a {type(value).__name__}; write one object per line"))
    return records, problems


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number in JSON")


def _repeated(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


_PARSERS: dict[str, Callable[[str], Parsed]] = {".csv": _parse_csv, ".jsonl": _parse_jsonl}
