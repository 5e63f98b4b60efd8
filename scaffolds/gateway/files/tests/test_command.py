import os
from pathlib import Path

import pytest
import yaml

from <%= it.package %>.__main__ import main

from tests.folder import POLICY, written


def test_objects_are_written_by_environment(tmp_path: Path) -> None:
    assert main(["render"], written(tmp_path)) == 0
    assert os.listdir(tmp_path / "dist") == ["live.yaml"]
    text = (tmp_path / "dist" / "live.yaml").read_text(encoding="utf-8")
    documents = list(yaml.safe_load_all(text))
    assert [(each["kind"], each["metadata"]["namespace"]) for each in documents] == [
        ("BackendTrafficPolicy", "lake-live"),
        ("BackendTrafficPolicy", "lakes-live"),
    ]
    limits = [each["spec"]["rateLimit"]["local"]["rules"] for each in documents]
    assert limits == [
        [{"limit": {"requests": 200, "unit": "Second"}}],
        [{"limit": {"requests": 5, "unit": "Minute"}}],
    ]


def test_the_same_files_are_the_same_objects(tmp_path: Path) -> None:
    main(["render"], written(tmp_path))
    first = (tmp_path / "dist" / "live.yaml").read_bytes()
    main(["render"], tmp_path)
    assert (tmp_path / "dist" / "live.yaml").read_bytes() == first


def test_a_mistake_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, policy=POLICY.replace("requests: 200", "requests: many"))
    assert main(["render"], folder) == 1
    assert not (tmp_path / "dist").exists()
    assert capsys.readouterr().err == 'policy.yaml:1: rateLimit.requests is "many"; write a whole number from 1\n'


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    assert main(["check"], written(tmp_path)) == 0
    assert not (tmp_path / "dist").exists()
