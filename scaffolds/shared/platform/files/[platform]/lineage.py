"""What a result was made from: a pack, a model, a dataset, parameters; and one digest that names all of it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .io import canonical_json

PACK_ID = re.compile(r"[a-z][a-z0-9_-]{0,62}")
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
SHA256 = re.compile(r"[0-9a-f]{64}")


class InvalidReferenceError(ValueError):
    """A reference that names nothing."""


@dataclass(frozen=True, slots=True)
class PackRef:
    """A version of a pack: `momentum@1.2.0`."""

    pack_id: str
    version: str

    def __post_init__(self) -> None:
        check("pack", self.pack_id, PACK_ID, "a lower-case name such as momentum")
        check("version of the pack", self.version, VERSION, "a version such as 1.2.0")

    def __str__(self) -> str:
        return f"{self.pack_id}@{self.version}"


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A version of a model of a pack: `momentum/entry@1.2.0`."""

    pack_id: str
    name: str
    version: str

    def __post_init__(self) -> None:
        check("pack", self.pack_id, PACK_ID, "a lower-case name such as momentum")
        check("model", self.name, PACK_ID, "a lower-case name such as entry")
        check("version of the model", self.version, VERSION, "a version such as 1.2.0")

    def __str__(self) -> str:
        return f"{self.pack_id}/{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class DatasetRef:
    """A dataset by its content: `prices@sha256:…`. A name alone would mean another thing tomorrow."""

    name: str
    sha256: str

    def __post_init__(self) -> None:
        check("dataset", self.name, PACK_ID, "a lower-case name such as prices")
        check("digest of the dataset", self.sha256, SHA256, "64 hexadecimal digits")

    def __str__(self) -> str:
        return f"{self.name}@sha256:{self.sha256}"


Reference = PackRef | ModelRef | DatasetRef


def parse_reference(text: str) -> Reference:
    """The reference that `str` has written."""
    name, at, version = text.partition("@")
    if not at:
        raise InvalidReferenceError(f"{text!r} has no @ with a version or a digest")
    if version.startswith("sha256:"):
        return DatasetRef(name, version.removeprefix("sha256:"))
    pack_id, slash, model = name.partition("/")
    return ModelRef(pack_id, model, version) if slash else PackRef(name, version)


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything that decides a result. Equal lineage, equal result: whatever differs belongs into `parameters`."""

    sources: tuple[Reference, ...]
    parameters: Mapping[str, object]

    def digest(self) -> str:
        """SHA-256 in hexadecimal, independent of the order of sources and of keys."""
        document = {"sources": sorted(str(source) for source in self.sources), "parameters": dict(self.parameters)}
        return hashlib.sha256(canonical_json(document)).hexdigest()


def check(what: str, value: str, pattern: re.Pattern[str], allowed: str) -> None:
    """Raises InvalidReferenceError unless the whole value matches."""
    if not pattern.fullmatch(value):
        raise InvalidReferenceError(f"the {what} is {value!r}; allowed is {allowed}")
