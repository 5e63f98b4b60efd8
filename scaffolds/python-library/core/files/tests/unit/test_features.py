import pytest

from <%= it.package %>.features import Sample, Split, returns, walk_forward, windows


def test_returns_are_relative_changes() -> None:
    assert returns([100, 110, 99]) == pytest.approx([0.1, -0.1])
    with pytest.raises(ValueError, match="price 1 is 0; prices are above 0"):
        returns([1, 0])


def test_windows_hold_the_past_and_one_target() -> None:
    assert windows([1, 2, 3, 4], size=2) == [Sample(1, (1, 2), 3), Sample(2, (2, 3), 4)]
    assert windows([1, 2, 3, 4], size=2, horizon=2) == [Sample(1, (1, 2), 4)]
    assert windows([1, 2], size=2) == []


def test_no_value_of_the_future_is_in_a_window() -> None:
    values = [float(value) for value in range(30)]
    before = windows(values, size=5, horizon=3)
    for changed in range(len(values)):
        after = windows([*values[:changed], -1.0, *values[changed + 1 :]], size=5, horizon=3)
        known = [old for old, new in zip(before, after, strict=True) if old.features == new.features]
        assert all(old in known for old in before if old.index < changed)


def test_windows_need_a_size_and_a_horizon() -> None:
    with pytest.raises(ValueError, match="size is 0, horizon 1; both are 1 or more"):
        windows([1.0], size=0)


def test_splits_move_forward_and_leave_the_gap() -> None:
    assert list(walk_forward(10, train=4, test=2, gap=1)) == [
        Split(range(4), range(5, 7)),
        Split(range(2, 6), range(7, 9)),
    ]
    assert list(walk_forward(4, train=4, test=1)) == []


def test_what_is_learned_from_lies_before_what_is_judged() -> None:
    for split in walk_forward(100, train=20, test=7, gap=3):
        assert split.train[-1] + 3 < split.test[0]
    with pytest.raises(ValueError, match="train is 0, test 1, gap 0; they are at least 1, 1 and 0"):
        list(walk_forward(10, train=0, test=1))
