"""Artifacts by name and version; their content by its SHA-256."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..storage import create_atomic

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class RegistryError(ValueError):
    """The registry refuses, or its content is wrong; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One version of a named thing. `digest` is the SHA-256 of its content."""

    name: str
    version: str
    digest: str
    metadata: Mapping[str, str] = field(default_factory=dict)


class Registry:
    """A registry in a folder. Nothing in it is ever changed: a version, once published, keeps its content."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def publish(self, name: str, version: str, content: bytes, metadata: Mapping[str, str] | None = None) -> Artifact:
        """Add a version. Publishing the same once more changes nothing.

        Raises:
            RegistryError: for a name that is not kebab-case, a version that is not 1.2.3, or one that holds something
                else.
        """
        entry = self._entry(name, version)
        artifact = Artifact(name, version, hashlib.sha256(content).hexdigest(), dict(metadata or {}))
        try:
            create_atomic(self._content(artifact.digest), content)
        except FileExistsError:
            self.content(artifact.digest)
        try:
            stored = {"digest": artifact.digest, "metadata": artifact.metadata}
            create_atomic(entry, json.dumps(stored, sort_keys=True).encode())
        except FileExistsError:
            if self.find(name, version) != artifact:
                message = f"{name} {version} is published with other content or metadata"
                raise RegistryError(f"{message}; publish this one as the next version") from None
        return artifact

    def find(self, name: str, version: str) -> Artifact:
        """The artifact of that name and version.

        Raises:
            RegistryError: when there is none; it names the versions there are.
        """
        try:
            stored = json.loads(self._entry(name, version).read_bytes())
        except FileNotFoundError:
            known = ", ".join(self.versions(name)) or "none"
            raise RegistryError(f"no {name} {version}; published versions: {known}") from None
        return Artifact(name, version, stored["digest"], stored["metadata"])

    def versions(self, name: str) -> list[str]:
        """Published versions of a name, oldest first."""
        found = [path.stem for path in self._name(name).glob("*.json")]
        return sorted(found, key=lambda version: [int(part) for part in version.split(".")])

    def content(self, digest: str) -> bytes:
        """The content with that SHA-256, verified.

        Raises:
            RegistryError: when there is none, or its file is damaged.
        """
        if not _DIGEST.fullmatch(digest):
            raise RegistryError(f'"{digest}" is no digest; 64 hexadecimal digits are expected')
        path = self._content(digest)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise RegistryError(f"no content {digest}; publish it again") from None
        if hashlib.sha256(content).hexdigest() != digest:
            message = f"{path} is damaged: its content has another SHA-256"
            raise RegistryError(f"{message}; remove the file and publish it again")
        return content

    def _entry(self, name: str, version: str) -> Path:
        if not _VERSION.fullmatch(version):
            raise RegistryError(f'version "{version}"; write three numbers, like 1.2.3')
        return self._name(name) / f"{version}.json"

    def _name(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise RegistryError(f'name "{name}"; write lower-case words with hyphens')
        return self._root / "names" / name

    def _content(self, digest: str) -> Path:
        return self._root / "content" / digest[:2] / digest
