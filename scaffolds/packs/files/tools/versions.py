"""A version that was released never changes: each pack is compared with itself in every release that is a tag."""

import shutil
import subprocess  # nosec B404
from pathlib import Path

import yaml

from .pack import Pack
from .problem import Problem


class NoHistoryError(Exception):
    """There is nothing to compare with, because this is no checkout with its tags."""


def changed_versions(root: Path, packs: list[Pack]) -> list[Problem]:
    """Packs with the version of a release (`v1.2.3`) that differ from that release. Raises NoHistoryError."""
    try:
        if _git(root, "rev-parse", "--is-shallow-repository") != "false":
            raise NoHistoryError("this checkout has no history; git fetch --unshallow --tags gets it")
        tags = _git(root, "tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").split()
    except subprocess.CalledProcessError:
        raise NoHistoryError("this is no git repository with a commit") from None
    return [problem for pack in packs if (problem := _changed(root, pack, tags)) is not None]


def _changed(root: Path, pack: Pack, tags: list[str]) -> Problem | None:
    version = pack.about.value.get("version") if isinstance(pack.about.value, dict) else None
    if version is None:
        return None
    for tag in tags:
        changed = _git(root, "diff", "--name-only", "--relative", tag, "--", pack.folder.as_posix()).splitlines()
        if changed and _version(root, tag, pack) == version:
            files = ", ".join(Path(name).relative_to(pack.folder).as_posix() for name in changed)
            message = f"version is {version}, which {tag} released with another {files}; write a new one"
            return pack.about.problem(("version",), message)
    return None


def _version(root: Path, tag: str, pack: Pack) -> object:
    place = f"{tag}:./{pack.about.path.as_posix()}"
    try:
        about = yaml.safe_load(_git(root, "show", place))
    except (subprocess.CalledProcessError, yaml.YAMLError):
        # The release had no such pack, or none that could be read.
        return None
    return about.get("version") if isinstance(about, dict) else None


def _git(root: Path, *arguments: str) -> str:
    git = shutil.which("git") or "git"
    done = subprocess.run([git, *arguments], cwd=root, check=True, capture_output=True, text=True)  # nosec B603
    return done.stdout.strip()
