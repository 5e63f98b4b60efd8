import pytest

from <%= it.package %>.policy import InvalidPolicyError, Rules, Violation, check_rules, violations

RULES: Rules = {
    "max_drawdown": {"at_most": 0.2},
    "trades": {"at_least": 100, "at_most": 1000},
    "universe": {"one_of": ["us", "eu"]},
    "reviewed": {"equals": True},
}


def test_keeps_quiet_when_every_rule_is_kept() -> None:
    assert violations(RULES, {"max_drawdown": 0.2, "trades": 100, "universe": "eu", "reviewed": True}) == []


def test_names_every_rule_that_is_broken() -> None:
    broken = violations(RULES, {"max_drawdown": 0.3, "trades": 1001, "universe": "jp", "reviewed": 1})
    assert broken == [
        Violation("max_drawdown", "is 0.3; it must be at most 0.2"),
        Violation("trades", "is 1001; it must be at most 1000"),
        Violation("universe", "is 'jp'; it must be one of ['us', 'eu']"),
        Violation("reviewed", "is 1; it must be True"),
    ]


@pytest.mark.parametrize("value", [None, float("nan"), True, "150", [150]])
def test_does_not_take_for_a_number_what_is_none(value: object) -> None:
    assert violations({"trades": {"at_least": 1}}, {"trades": value}) != []


def test_what_is_not_known_is_not_allowed() -> None:
    assert violations({"trades": {"at_least": 1}}, {}) == [Violation("trades", "is not known; it must be at least 1")]


def test_says_everything_that_is_wrong_with_the_rules() -> None:
    wrong: Rules = {"a": {"at_least": "1"}, "b": {"one_of": []}, "c": {"below": 3}, "d": {"equals": None}}
    with pytest.raises(InvalidPolicyError) as raised:
        check_rules(wrong)
    assert [problem.split()[0] for problem in raised.value.problems] == ["a.at_least", "b.one_of", "c.below"]
