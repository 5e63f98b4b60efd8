"""Files that are either complete or absent, and one way to write JSON where bytes matter."""

import hashlib
import json
import os
import tempfile
from pathlib import Path


class InvalidFileError(ValueError):
    """A file that cannot be used, by its name."""


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a temporary file beside it and renames it: nobody ever reads half of it, even after a crash."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_json(path: Path) -> object:
    """Raises InvalidFileError with file, line and column."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InvalidFileError(f"{path} is not there") from None
    except UnicodeDecodeError as error:
        raise InvalidFileError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise InvalidFileError(f"{path}:{error.lineno}:{error.colno} {error.msg}") from None


def canonical_json(value: object) -> bytes:
    """The same bytes for the same value: sorted keys, no spaces, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def sha256_of(path: Path) -> str:
    """Digest of a file of any size, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inside(folder: Path, name: str) -> Path:
    """The path of `name` in `folder`. Raises InvalidFileError when it leads out of it, also through a link."""
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or path == root:
        raise InvalidFileError(f"{name!r} leads out of {folder}")
    return path
