"""Writes manifest.sha256: after a migration was added, and when a release is made."""

import os
import re
from dataclasses import replace
from pathlib import Path

from .checks import check_order
from .database import Say
from .folder import Folder, read_folders
from .manifest import NAME, RELEASE, Release, check_manifest, sealed, version_key
from .problem import Problem, Refused, refuse


def seal(root: Path, core: bool, say: Say) -> None:
    """Brings the digests up to date. What was released stays as it is."""
    folder = readable(root, core)
    released = [
        problem
        for problem in check_manifest(folder.manifest, folder.migrations)
        if number_in(problem) is not None and int(number_in(problem) or 0) <= folder.manifest.released
    ]
    if released:
        raise Refused(released)
    write(folder, sealed(folder.manifest, folder.migrations), say)


def record_release(root: Path, core: bool, version: str, say: Say) -> None:
    """Adds the line `# release vX.Y.Z` below the files that the release holds."""
    folder = readable(root, core)
    manifest = folder.manifest
    if problems := check_manifest(manifest, folder.migrations):
        raise Refused(problems)
    if not RELEASE.fullmatch(f"# release {version}"):
        raise refuse("version", f"is {version!r}; allowed is a tag such as v1.4.0")
    if manifest.releases and version_key(version) <= version_key(manifest.releases[-1].version):
        raise refuse(
            "version", f"is {version}, not newer than {manifest.releases[-1].version}, which {manifest.path} records"
        )
    last = folder.migrations[-1].number if folder.migrations else 0
    extended = replace(manifest, releases=(*manifest.releases, Release(version, last)))
    write(folder, sealed(extended, folder.migrations), say)


def readable(root: Path, core: bool) -> Folder:
    """The folder, when each file in it can be read and numbered."""
    folder = read_folders(root)[0 if core else 1]
    if problems := [*folder.problems, *check_order(folder)]:
        raise Refused(problems)
    return folder


def number_in(problem: Problem) -> str | None:
    """The NNNN of the file that a problem is about; a missing file is named in the text."""
    match = re.search(r"/(\d{4})_", problem.where) or re.match(r"(\d{4})_", problem.what)
    return match[1] if match else None


def write(folder: Folder, text: str, say: Say) -> None:
    """To a temporary file first, then renamed."""
    target = folder.path / NAME
    temporary = target.with_suffix(".tmp")
    temporary.write_text(text)
    os.replace(temporary, target)
    say(f"wrote {folder.shown}/{NAME}")
