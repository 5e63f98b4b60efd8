"""What a result was made from, by the references and the digest that the APIs use.

tests/contract/golden/lineage.json holds both sides to the same digests.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["pack", "model", "dataset"]

_REFERENCE = re.compile(r"(pack|model|dataset):([^@]*)@(.*)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_MAX_NUMBER = 2**53 - 1


class InvalidReferenceError(ValueError):
    """A reference that names nothing."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One source at one version: `pack:momentum@1.2.0`, `model:momentum@3.0.1`, `dataset:prices@sha256:…`.

    Raises:
        InvalidReferenceError: for a name or a version that there cannot be.
    """

    kind: Kind
    name: str
    version: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise InvalidReferenceError(f"the {self.kind} is {self.name!r}; write a lower-case name such as momentum")
        form, example = (_SHA256, "sha256: and 64 digits") if self.kind == "dataset" else (_VERSION, "1.2.0")
        if not form.fullmatch(self.version):
            raise InvalidReferenceError(f"the version of {self.kind} {self.name} is {self.version!r}; write {example}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}@{self.version}"


def parse_reference(text: str) -> Reference:
    """Parses a reference that `str` has written.

    Raises:
        InvalidReferenceError: when it is none.
    """
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise InvalidReferenceError(f"{text!r} is no reference; write one such as pack:momentum@1.2.0")
    kinds: dict[str, Kind] = {"pack": "pack", "model": "model", "dataset": "dataset"}
    return Reference(kinds[match[1]], match[2], match[3])


def dataset_reference(name: str, content: bytes) -> Reference:
    """The reference of a local dataset, by its content.

    Raises:
        InvalidReferenceError: for a name that there cannot be.
    """
    return Reference("dataset", name, f"sha256:{hashlib.sha256(content).hexdigest()}")


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything that decides a result; what else it depends on belongs into `parameters`, as JSON has it."""

    sources: tuple[Reference, ...]
    parameters: Mapping[str, object]

    def digest(self) -> str:
        """SHA-256 in hexadecimal; the order of sources and of keys does not matter.

        Raises:
            ValueError: for a parameter that JSON does not have, NaN among them, and for a number beyond 2**53 - 1:
                write it as a text.
        """
        parameters = _canonical_numbers(self.parameters)
        document = {"sources": sorted(str(source) for source in self.sources), "parameters": parameters}
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def differences(self, other: "Lineage") -> list[str]:
        """Why two results differ: one line for each source and each parameter that only one has or that is another."""
        mine, theirs = set(map(str, self.sources)), set(map(str, other.sources))
        sources = [f"- {source}" for source in sorted(mine - theirs)] + [
            f"+ {source}" for source in sorted(theirs - mine)
        ]
        names = sorted({*self.parameters, *other.parameters})
        changed = [name for name in names if _shown(self, name) != _shown(other, name)]
        return sources + [f"{name}: {_shown(self, name)} -> {_shown(other, name)}" for name in changed]


def _canonical_numbers(value: object) -> object:
    # JSON does not tell 1.0 from 1, a database not -0.0 from 0, and a double not 2**53 from 2**53 + 1.
    if isinstance(value, Mapping):
        return {key: _canonical_numbers(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical_numbers(each) for each in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if not abs(value) <= _MAX_NUMBER:
        raise ValueError(f"{value} is no number from -{_MAX_NUMBER} to {_MAX_NUMBER}; write it as a text")
    return int(value) if value == int(value) else value


def _shown(lineage: Lineage, name: str) -> str:
    if name not in lineage.parameters:
        return "absent"
    return json.dumps(_canonical_numbers(lineage.parameters[name]), sort_keys=True)
