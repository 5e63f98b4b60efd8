from pathlib import Path

import pytest

from <%= it.package %>.load import PolicyError, load

from tests.folder import POLICY, ROUTES, written


def problems(folder: Path) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_both_files_become_routes_and_policy(tmp_path: Path) -> None:
    routes, policy = load(written(tmp_path))
    assert [(route.environment, route.product, route.ui) for route in routes] == [
        ("live", "lake", "lake.example.test"),
        ("live", "lakes", "lakes.example.test"),
    ]
    assert policy.limit_of("lake").requests == 200
    assert (policy.limit_of("lakes").requests, policy.limit_of("lakes").per) == (5, "minute")


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        (
            "requests: 200",
            "requests: 0",
            "policy.yaml:1: rateLimit.requests is 0; write a whole number from 1",
        ),
        (
            "  lakes: {",
            "  sea: {",
            'policy.yaml:3: "sea" is not in routes.yaml, which has lake, lakes; remove it',
        ),
        (
            "rateLimit: { requests: 200, per: second }\n",
            "",
            'policy.yaml:1: the file has no "rateLimit"; add requests and per',
        ),
        (
            "products:",
            "product:",
            'policy.yaml:1: the file has no "products"; add other limits by product; {} for none\n'
            'policy.yaml:2: the file has "product"; remove it, or write one of rateLimit, products',
        ),
        ("per: second", "per:", "policy.yaml:1: rateLimit.per is null; write a unit of time (second, minute, hour)"),
    ],
)
def test_a_mistake_in_the_policy_is_told_with_its_line_and_the_edit_to_make(
    tmp_path: Path, text: str, by: str, expected: str
) -> None:
    assert POLICY.count(text) == 1
    assert problems(written(tmp_path, policy=POLICY.replace(text, by))) == expected.split("\n")


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        (
            "prefix: /api/lake,",
            "prefix: /api/lakes,",
            "routes.yaml:5: prefix is /api/lakes; the product lake has /api/lake",
        ),
        (
            "ui: lake.example.test",
            'ui: "*.example.test"',
            'routes.yaml:5: environments.live.products.lake.ui is "*.example.test"; write a host, without a wildcard',
        ),
    ],
)
def test_a_mistake_in_the_routes_is_told_too(tmp_path: Path, text: str, by: str, expected: str) -> None:
    assert ROUTES.count(text) == 1
    assert problems(written(tmp_path, routes=ROUTES.replace(text, by))) == [expected]


def test_problems_of_both_files_are_told_at_once(tmp_path: Path) -> None:
    assert problems(written(tmp_path, routes="environments: [\n", policy="a: 1\na: 2\n")) == [
        'policy.yaml:2: "a" stands twice; remove one',
        "routes.yaml:2: is no YAML: expected the node content, but found '<stream end>'",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "policy.yaml:1: is empty; write what its schema asks for"),
        (b"a: \xff", "policy.yaml:1: is not UTF-8; save it as UTF-8"),
        (b"a: \x00", "policy.yaml:1: holds a character that YAML does not have: special characters are not allowed"),
        (b"a: &x b\nc: *x\n", "policy.yaml:1: repeats another place by an alias; write it out"),
        (b"a: 2026-01-01\n", 'policy.yaml:1: "2026-01-01" is no text to YAML (timestamp); put it in quotes'),
        (b"1: a\n", 'policy.yaml:1: the key "1" is no text; put it in quotes'),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, expected: str) -> None:
    (written(tmp_path) / "policy.yaml").write_bytes(content)
    assert problems(tmp_path) == [expected]
