from pathlib import Path

import pytest

from tests.repository import PACK, copy, edit
from tools.validate import validate


def problems(root: Path) -> list[str]:
    return [str(problem).removeprefix(f"{PACK}/") for problem in validate(root)[1]]


def test_a_right_pack_has_no_problem(tmp_path: Path) -> None:
    packs, wrong = validate(copy(tmp_path))
    assert [pack.folder.name for pack in packs] == [PACK]
    assert wrong == []


@pytest.mark.parametrize(
    ("file", "text", "by", "expected"),
    [
        (
            "indicator_sets/trend.yaml",
            "window: 10",
            "window: 0",
            ":4: indicators.0.window is 0; write a whole number of periods from 1",
        ),
        (
            "indicator_sets/trend.yaml",
            "indicator: rsi, window",
            "indicator: rsy, window",
            ':6: indicators.2.indicator is "rsy"; write an indicator of the core library (sma, ema, rsi, atr)',
        ),
        (
            "indicator_sets/trend.yaml",
            "{ id: range, indicator: atr, window: 14 }",
            "{ id: range, indicator: atr, windw: 14 }",
            ':7: indicators.3 has "windw"; remove it, or write one of id, indicator, window, of\n'
            ':7: indicators.3 has no "window"; add a whole number of periods from 1',
        ),
        (
            "indicator_sets/trend.yaml",
            "id: slow",
            "id: fast",
            ':5: id "fast" is that of line 4 already; give each its own',
        ),
        (
            "indicator_sets/trend.yaml",
            "name: trend",
            "name: Trend",
            ':1: name is "Trend", the file is "trend"; give both the same name',
        ),
        (
            "model_configs/entry.yaml",
            "indicator_set: trend",
            "indicator_set: trends",
            ':4: indicator_set is "trends", which is not in indicator_sets; write one of trend, or add '
            "momentum-basic/indicator_sets/trends.yaml",
        ),
        (
            "model_configs/entry.yaml",
            "[fast, slow, strength]",
            "\n  - fast\n  - slow\n  - power",
            ':8: feature "power" is no id of the indicator set trend; write one of fast, slow, strength, range',
        ),
        (
            "model_configs/entry.yaml",
            "horizon: 5",
            "horizon:",
            ":6: horizon is empty; write a whole number of periods from 1: how far ahead it predicts",
        ),
        (
            "policy_templates/release-gate.yaml",
            "at_least: 100",
            "at_last: 100",
            ':4: rules.trades has "at_last"; remove it, or write one of at_least, at_most, one_of, equals',
        ),
        (
            "policy_templates/release-gate.yaml",
            "max_drawdown:",
            "maxDrawdown:",
            ':5: rules has "maxDrawdown"; write a fact: lower-case words with underscores',
        ),
        (
            "pack.yaml",
            "id: momentum-basic",
            "id: momentum",
            ':2: id is "momentum", the folder is "momentum-basic"; give both the same name',
        ),
        (
            "pack.yaml",
            "version: 0.1.0",
            "version: 0.1",
            ":3: version is 0.1; write three numbers, like 1.2.0; a published version never changes",
        ),
        (
            "pack.yaml",
            "version: 0.1.0",
            "version: 2026-01-01",
            ':3: "2026-01-01" is no text to YAML (timestamp); put it in quotes',
        ),
        ("pack.yaml", "version: 0.1.0", "id: other", ':3: "id" stands twice; remove one'),
        ("pack.yaml", "version: 0.1.0", "1: other", ':3: the key "1" is no text; put it in quotes'),
        ("pack.yaml", "title: Momentum, basic", "title: a: b", ":4: is no YAML: mapping values are not allowed here"),
        (
            "pack.yaml",
            "title: Momentum, basic",
            "title: &a x\nsummary2: *a",
            ":4: repeats another place by an alias; write it out",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_edit_to_make(
    tmp_path: Path, file: str, text: str, by: str, expected: str
) -> None:
    edit(copy(tmp_path) / PACK / file, text, by)
    found = problems(tmp_path)
    for line in expected.split("\n"):
        assert f"{file}{line}" in found


def test_every_problem_is_told_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    pack = copy(tmp_path) / PACK
    edit(pack / "model_configs/entry.yaml", "policy: release-gate", "policy: gate")
    edit(pack / "indicator_sets/trend.yaml", "window: 40", "window: forty")
    edit(pack / "indicator_sets/trend.yaml", "window: 10", "window: 1.5")
    (pack / "notes.txt").touch()
    assert problems(tmp_path) == [
        "indicator_sets/trend.yaml:4: indicators.0.window is 1.5; write a whole number of periods from 1",
        'indicator_sets/trend.yaml:5: indicators.1.window is "forty"; write a whole number of periods from 1',
        'model_configs/entry.yaml:9: policy is "gate", which is not in policy_templates; write one of release-gate, '
        "or add momentum-basic/policy_templates/gate.yaml",
        "notes.txt:1: does not belong here; "
        "a pack holds README.md, indicator_sets, model_configs, pack.yaml, policy_templates",
    ]


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    pack = copy(tmp_path) / PACK
    (pack / "pack.yaml").write_bytes(b"title: \xff")
    (pack / "indicator_sets/trend.yaml").write_text("# nothing\n")
    (pack / "policy_templates/release-gate.yaml").write_bytes(b"name: \x00")
    (pack / "policy_templates/other.yml").touch()
    (pack / "model_configs/entry.yaml").write_text("- a list\n")
    assert problems(tmp_path) == [
        "indicator_sets/trend.yaml:1: is empty; write what its schema asks for",
        'model_configs/entry.yaml:1: the file is ["a list"]; write model_configs/<name>.yaml: a model, '
        "what it learns from and what it has to keep.",
        "pack.yaml:1: is not UTF-8; save it as UTF-8",
        "policy_templates/other.yml:1: is no .yaml file; rename it, or move it elsewhere",
        "policy_templates/release-gate.yaml:1: holds a character that YAML does not have: "
        "special characters are not allowed",
    ]


def test_a_folder_without_pack_yaml_is_no_pack(tmp_path: Path) -> None:
    (copy(tmp_path) / "trend-old" / "indicator_sets").mkdir(parents=True)
    assert problems(tmp_path) == ["trend-old/pack.yaml:1: is missing; say there what the pack is called"]


def test_a_repository_has_a_pack(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["README.md:1: there is no pack; add a folder with pack.yaml"]


def test_an_empty_folder_is_no_choice_of_names(tmp_path: Path) -> None:
    pack = copy(tmp_path) / PACK
    (pack / "policy_templates/release-gate.yaml").unlink()
    assert problems(tmp_path) == [
        'model_configs/entry.yaml:9: policy is "release-gate", which is not in policy_templates; add '
        "momentum-basic/policy_templates/release-gate.yaml"
    ]
