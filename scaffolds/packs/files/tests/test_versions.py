import subprocess
from pathlib import Path

import pytest

from tests.repository import PACK, copy, edit
from tools.__main__ import main
from tools.validate import validate
from tools.versions import NoHistoryError, changed_versions


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)  # noqa: S607


def released(root: Path) -> Path:
    """One pack, in one release."""
    copy(root)
    git(root, "init", "--quiet")
    commit(root)
    git(root, "tag", "v1.0.0")
    return root / PACK


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Change", "--allow-empty")


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in changed_versions(root, validate(root)[0])]


def test_a_released_version_never_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = released(tmp_path)
    assert problems(tmp_path) == []
    edit(pack / "indicator_sets/trend.yaml", "window: 10", "window: 12")
    commit(tmp_path)
    refused = f"{PACK}/pack.yaml:3: version is 0.1.0, which v1.0.0 released with another indicator_sets/trend.yaml"
    assert problems(tmp_path) == [f"{refused}; write a new one"]
    assert main(["bundle"], tmp_path) == 1
    assert refused in capsys.readouterr().err

    edit(pack / "pack.yaml", "version: 0.1.0", "version: 0.2.0")
    commit(tmp_path)
    git(tmp_path, "tag", "v1.1.0")
    assert problems(tmp_path) == []
    # Nor may an older one come back as something else.
    edit(pack / "pack.yaml", "version: 0.2.0", "version: 0.1.0")
    assert problems(tmp_path) == [f"{refused}; write a new one"]


def test_a_new_pack_and_one_that_cannot_be_read_have_nothing_to_keep(tmp_path: Path) -> None:
    pack = released(tmp_path)
    (pack / "pack.yaml").write_text("version: [\n")
    commit(tmp_path)
    git(tmp_path, "tag", "v1.1.0")
    pack.rename(tmp_path / "other")
    assert problems(tmp_path) == []
    copy(tmp_path)
    edit(pack / "indicator_sets/trend.yaml", "window: 10", "window: 12")
    assert "which v1.0.0 released" in problems(tmp_path)[0]


def test_where_there_is_no_history_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    origin = tmp_path / "origin"
    released(origin)
    git(tmp_path, "clone", "--quiet", "--depth", "1", origin.as_uri(), "shallow")
    with pytest.raises(NoHistoryError, match="unshallow"):
        changed_versions(tmp_path / "shallow", [])
    bare = tmp_path / "bare"
    copy(bare)
    assert main(["validate"], bare) == 0
    assert "versions were not compared with releases: this is no git repository" in capsys.readouterr().out
