"""Writes files so that nobody ever reads half of one, even after a crash or a power failure."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4


def write_atomic(path: Path, content: bytes) -> None:
    """Replace the file, or make it with its folders. Readers see the old content or the new one.

    Raises:
        OSError: when it cannot be written; the old content stays.
    """
    _write(path, content, lambda temporary: temporary.replace(path))


def create_atomic(path: Path, content: bytes) -> None:
    """Make a file that does not exist yet; of two writers at once exactly one succeeds.

    Raises:
        FileExistsError: when it exists; nothing is changed.
        OSError: when it cannot be written.
    """
    _write(path, content, path.hardlink_to)


def _write(path: Path, content: bytes, place: Callable[[Path], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder: a rename is atomic only within one file system.
    temporary = path.parent / f".{path.name}.{uuid4().hex}"
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        place(temporary)
        _sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    # The new name survives a power failure only when its folder is synced too.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
