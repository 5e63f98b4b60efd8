"""JSON files."""

import json
from pathlib import Path

from .atomic import write_atomic


def write_json(path: Path, value: object) -> None:
    """Write JSON atomically, the same bytes for the same value.

    Raises:
        ValueError: for a value that JSON does not have, NaN among them.
        OSError: when it cannot be written.
    """
    text = json.dumps(value, allow_nan=False, ensure_ascii=False, indent=2, sort_keys=True)
    write_atomic(path, f"{text}\n".encode())


def read_json(path: Path) -> object:
    """Read a JSON file.

    Raises:
        ValueError: naming file and line when it is no JSON.
        OSError: when it cannot be read.
    """
    try:
        value: object = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}:{error.lineno}: is no JSON: {error.msg}") from error
    return value
