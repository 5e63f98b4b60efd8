import hashlib
from pathlib import Path

import pytest

from <%= it.package %>.registry import Registry, RegistryError


def test_a_version_is_found_with_its_content(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    artifact = registry.publish("trend-model", "1.0.0", b"weights", {"trained-on": "prices.csv"})
    assert artifact.digest == hashlib.sha256(b"weights").hexdigest()
    assert Registry(tmp_path).find("trend-model", "1.0.0") == artifact
    assert registry.content(artifact.digest) == b"weights"


def test_versions_are_ordered_as_numbers(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    for version in ("1.10.0", "1.9.0"):
        registry.publish("trend-model", version, b"weights")
    assert registry.versions("trend-model") == ["1.9.0", "1.10.0"]
    assert registry.versions("other") == []


def test_a_published_version_never_changes(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    first = registry.publish("trend-model", "1.0.0", b"weights")
    assert registry.publish("trend-model", "1.0.0", b"weights") == first
    with pytest.raises(RegistryError, match="with other content or metadata; publish this one as the next version"):
        registry.publish("trend-model", "1.0.0", b"others")
    with pytest.raises(RegistryError, match="published with other content or metadata"):
        registry.publish("trend-model", "1.0.0", b"weights", {"note": "new"})
    assert registry.content(registry.find("trend-model", "1.0.0").digest) == b"weights"


def test_damage_is_seen(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    digest = registry.publish("trend-model", "1.0.0", b"weights").digest
    (tmp_path / "content" / digest[:2] / digest).write_bytes(b"weightz")
    with pytest.raises(RegistryError, match="is damaged: its content has another SHA-256; remove the file"):
        registry.content(digest)
    with pytest.raises(RegistryError, match="is damaged"):
        registry.publish("trend-model", "1.0.1", b"weights")


def test_what_is_not_there_is_said_with_what_is(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    with pytest.raises(RegistryError, match=r"no trend-model 1\.0\.0; published versions: none"):
        registry.find("trend-model", "1.0.0")
    registry.publish("trend-model", "1.1.0", b"weights")
    with pytest.raises(RegistryError, match=r"published versions: 1\.1\.0"):
        registry.find("trend-model", "1.0.0")
    with pytest.raises(RegistryError, match=r"no content 0{64}; publish it again"):
        registry.content("0" * 64)


@pytest.mark.parametrize(
    ("name", "version", "message"),
    [
        ("../up", "1.0.0", 'name "../up"; write lower-case words with hyphens'),
        ("Trend", "1.0.0", 'name "Trend"'),
        ("trend", "v1", 'version "v1"; write three numbers, like 1.2.3'),
    ],
)
def test_names_and_versions_are_plain(tmp_path: Path, name: str, version: str, message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        Registry(tmp_path).publish(name, version, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_digest_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r'"\.\./\.\./secret" is no digest'):
        Registry(tmp_path).content("../../secret")
