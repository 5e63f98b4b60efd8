import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from tests.repository import PACK, copy, edit
from tools.__main__ import main


def bundled(root: Path) -> bytes:
    assert main(["bundle"], root) == 0
    return (root / "dist" / f"{PACK}-0.1.0.zip").read_bytes()


def test_the_same_content_is_the_same_bytes(tmp_path: Path) -> None:
    first, second = copy(tmp_path / "first"), copy(tmp_path / "second")
    for path in second.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    assert bundled(first) == bundled(second)
    assert (first / "dist" / "manifest.json").read_bytes() == (second / "dist" / "manifest.json").read_bytes()


def test_another_content_is_another_digest(tmp_path: Path) -> None:
    root = copy(tmp_path)
    before = bundled(root)
    edit(root / PACK / "pack.yaml", "title: Momentum, basic", "title: Momentum")
    assert bundled(root) != before


def test_the_manifest_has_the_digest_of_every_file(tmp_path: Path) -> None:
    content = bundled(copy(tmp_path))
    (entry,) = json.loads((tmp_path / "dist" / "manifest.json").read_bytes())["packs"]
    assert (entry["id"], entry["version"], entry["sha256"]) == (PACK, "0.1.0", hashlib.sha256(content).hexdigest())
    with zipfile.ZipFile(tmp_path / "dist" / entry["file"]) as archive:
        lines = archive.read(f"{PACK}/manifest.sha256").decode().splitlines()
        held = {
            name.removeprefix(f"{PACK}/"): hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
        }
    del held["manifest.sha256"]
    listing = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert held == listing == entry["files"]
    assert len(held) == 4


def test_what_was_in_dist_is_gone(tmp_path: Path) -> None:
    root = copy(tmp_path)
    bundled(root)
    edit(root / PACK / "pack.yaml", "version: 0.1.0", "version: 0.2.0")
    assert main(["bundle"], root) == 0
    assert sorted(os.listdir(root / "dist")) == ["manifest.json", f"{PACK}-0.2.0.zip"]


def test_a_wrong_pack_is_not_bundled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy(tmp_path)
    edit(root / PACK / "indicator_sets/trend.yaml", "window: 10", "window: 0")
    assert main(["bundle"], root) == 1
    assert not (root / "dist").exists()
    assert capsys.readouterr().err.splitlines() == [
        "momentum-basic/indicator_sets/trend.yaml:4: indicators.0.window is 0; write a whole number of periods from 1",
        "problems: 1",
    ]
