"""What a result was made from: packs, models, datasets, parameters; and one digest that names all of it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .io import canonical_json

Kind = Literal["pack", "model", "dataset"]

REFERENCE = re.compile(r"(?P<kind>pack|model|dataset):(?P<name>[^@]*)@(?P<version>.*)", re.DOTALL)
NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
SHA256 = re.compile(r"sha256:[0-9a-f]{64}")

MAX_NUMBER = 2**53 - 1
"""Programs that store numbers as doubles round larger ones."""


class InvalidReferenceError(ValueError):
    """A reference that names nothing."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One source, at one version: `pack:momentum@1.2.0`, `model:momentum@3.0.1`, `dataset:prices@sha256:…`.

    A model is named by its pack, as the core tables do. A dataset is named by its content too: its name alone would
    mean something else tomorrow.
    """

    kind: Kind
    name: str
    version: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise InvalidReferenceError(f"the {self.kind} is {self.name!r}; allowed is a name such as momentum")
        form, allowed = (SHA256, "sha256: and 64 digits") if self.kind == "dataset" else (VERSION, "such as 1.2.0")
        if not form.fullmatch(self.version):
            raise InvalidReferenceError(
                f"the version of {self.kind} {self.name} is {self.version!r}; allowed is {allowed}"
            )

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}@{self.version}"


def parse_reference(text: str) -> Reference:
    """Parses a reference that `str` has written."""
    match = REFERENCE.fullmatch(text)
    if match is None:
        raise InvalidReferenceError(f"{text!r} is no reference such as pack:momentum@1.2.0")
    kinds: dict[str, Kind] = {"pack": "pack", "model": "model", "dataset": "dataset"}
    return Reference(kinds[match["kind"]], match["name"], match["version"])


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything that decides a result: what else it depends on belongs into `parameters`."""

    sources: tuple[Reference, ...]
    parameters: Mapping[str, object]

    def digest(self) -> str:
        """SHA-256 in hexadecimal; the order of sources and of keys does not matter. Raises as canonical_numbers."""
        parameters = canonical_numbers(self.parameters)
        document = {"sources": sorted(str(source) for source in self.sources), "parameters": parameters}
        return hashlib.sha256(canonical_json(document)).hexdigest()


def canonical_numbers(value: object) -> object:
    """The same value for every program that read it: JSON does not tell 1.0 from 1, a database not -0.0 from 0.

    Raises ValueError for a number beyond MAX_NUMBER.
    """
    if isinstance(value, Mapping):
        return {key: canonical_numbers(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [canonical_numbers(each) for each in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if not abs(value) <= MAX_NUMBER:
        raise ValueError(f"{value} is no number from -{MAX_NUMBER} to {MAX_NUMBER}; write it as a text")
    return int(value) if value == int(value) else value
