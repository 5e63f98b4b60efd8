"""manifest.sha256: the digest of every file, and which of them each release held.

`sha256sum -c manifest.sha256` reads it. A line `# release v1.4.0` stands below the last file of that release.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .migration import Migration
from .problem import Problem

NAME = "manifest.sha256"
ENTRY = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<name>\S+)")
REPLACED = re.compile(r"# replaced (?P<sha256>[0-9a-f]{64})  (?P<name>\S+)  (?P<proof>not in .+)")
CONFLICT = re.compile(r"<{7}( .*)?|={7}|>{7}( .*)?")
RELEASE = re.compile(r"# release (?P<version>v\d+\.\d+\.\d+)")


@dataclass(frozen=True)
class Entry:
    """The line of one file."""

    line: int
    name: str
    sha256: str


@dataclass(frozen=True)
class Release:
    """`last` is the highest number that the release held."""

    version: str
    last: int


@dataclass(frozen=True)
class Replaced:
    """A file before it was replaced: merged, perhaps released, and applied nowhere, as `proof` shows."""

    sha256: str
    name: str
    proof: str


@dataclass(frozen=True)
class Manifest:
    """`path` as messages show it."""

    path: str
    entries: tuple[Entry, ...] = ()
    releases: tuple[Release, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    conflict: int | None = None
    """The line with a merge conflict; `seal` writes the manifest again."""

    def releases_with(self, number: int) -> int:
        """How many releases held this migration."""
        return sum(release.last >= number for release in self.releases)

    @property
    def released(self) -> int:
        """The highest number that was ever in a release; 0 without releases."""
        return max((release.last for release in self.releases), default=0)


def read_manifest(path: Path, shown: str) -> tuple[Manifest, list[Problem]]:
    """The manifest; empty when the file does not exist, which check_manifest reports."""
    entries: list[Entry] = []
    releases: list[Release] = []
    replaced: list[Replaced] = []
    conflict: int | None = None
    problems: list[Problem] = []
    for line, text in enumerate(path.read_text().splitlines() if path.is_file() else [], start=1):
        if match := ENTRY.fullmatch(text):
            entries.append(Entry(line, match["name"], match["sha256"]))
        elif match := RELEASE.fullmatch(text):
            last = max((int(entry.name[:4]) for entry in entries if entry.name[:4].isdigit()), default=0)
            releases.append(Release(match["version"], last))
        elif match := REPLACED.fullmatch(text):
            replaced.append(Replaced(match["sha256"], match["name"], match["proof"]))
        elif CONFLICT.fullmatch(text):
            conflict = conflict or line
        elif text:
            what = 'is neither "<sha256>  <file>" nor "# release vX.Y.Z"; restore the line from git'
            problems.append(Problem(f"{shown}:{line}", what))
    versions = [version_key(release.version) for release in releases]
    if versions != sorted(set(versions)):
        problems.append(Problem(shown, "has its releases out of order; restore it from git"))
    return Manifest(shown, tuple(entries), tuple(releases), tuple(replaced), conflict), problems


def check_manifest(manifest: Manifest, migrations: list[Migration]) -> list[Problem]:
    """Every file is in the manifest with its digest, in order, and nothing else is."""
    files = {file.name: file for m in migrations for file in (m.up, m.undo) if file}
    listed = {entry.name: entry for entry in manifest.entries}
    problems: list[Problem] = []
    if manifest.conflict is not None:
        what = "holds a merge conflict: two people added a migration. Give each file a number of its own, then"
        problems.append(Problem(f"{manifest.path}:{manifest.conflict}", f"{what} `make db-migrate-seal`"))
    for name, entry in listed.items():
        where = f"{manifest.path}:{entry.line}"
        if name not in files:
            twin = next((f.name for f in files.values() if f.sha256 == entry.sha256 and f.name not in listed), None)
            what = (
                f"{name} was renamed to {twin}; give it its name back"
                if twin
                else f"{name} is gone; restore it from git"
            )
            problems.append(Problem(where, what))
        elif files[name].sha256 != entry.sha256:
            problems.append(Problem(f"{files[name].path}:1", edited(manifest, files[name].number)))
    known = {entry.sha256 for entry in manifest.entries}
    for name, file in files.items():
        if name not in listed and file.sha256 not in known:
            problems.append(Problem(f"{file.path}:1", f"is not in {manifest.path}; run `make db-migrate-seal`"))
    names = [entry.name for entry in manifest.entries]
    if names != sorted(set(names)):
        problems.append(Problem(manifest.path, "is not in the order of its files; run `make db-migrate-seal`"))
    return problems


def edited(manifest: Manifest, number: int) -> str:
    """Released files must not change; others may."""
    if number <= manifest.released:
        version = next(release.version for release in manifest.releases if release.last >= number)
        way = "restore it from git and write a new migration (applied nowhere? see stuck migrations: `replace`)"
        return f"was edited after release {version}; {way}"
    return f"differs from {manifest.path}; run `make db-migrate-seal` if no database has it yet"


def sealed(manifest: Manifest, migrations: list[Migration]) -> str:
    """The manifest's text for these files, its releases kept in their places."""
    lines = [f"# replaced {old.sha256}  {old.name}  {old.proof}" for old in manifest.replaced]
    releases = list(manifest.releases)
    for migration in migrations:
        while releases and releases[0].last < migration.number:
            lines.append(f"# release {releases.pop(0).version}")
        files = sorted((file for file in (migration.up, migration.undo) if file), key=lambda file: file.name)
        lines += [f"{file.sha256}  {file.name}" for file in files]
    lines += [f"# release {release.version}" for release in releases]
    return "".join(f"{line}\n" for line in lines)


def version_key(version: str) -> tuple[int, ...]:
    """v1.10.0 comes after v1.9.0."""
    return tuple(int(part) for part in version.removeprefix("v").split("."))
