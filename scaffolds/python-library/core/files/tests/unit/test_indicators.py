from collections.abc import Sequence

import pytest

from <%= it.package %>.indicators import atr, ema, rsi, sma

# The worked example of the RSI at https://chartschool.stockcharts.com (relative strength index).
CLOSES = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328,
    45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
]  # fmt: skip
# The worked example of the averages at the same place.
PRICES = [
    22.2734, 22.194, 22.0847, 22.1741, 22.184, 22.1344, 22.2337, 22.4323, 22.2436, 22.2933, 22.1542, 22.3926,
    22.3816,
]  # fmt: skip


def rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 2) for value in values]


def test_sma_is_the_mean_of_the_window() -> None:
    assert sma([1, 2, 3, 4, 5], 3) == [None, None, 2, 3, 4]
    assert rounded(sma(PRICES, 10)) == [None] * 9 + [22.22, 22.21, 22.23, 22.26]


def test_sma_carries_no_rounding_error_along() -> None:
    assert sma([1e16, 1.0, 1.0, 1.0], 2)[3] == 1.0


def test_ema_agrees_with_the_published_example() -> None:
    assert rounded(ema(PRICES, 10)) == [None] * 9 + [22.22, 22.21, 22.24, 22.27]


def test_rsi_agrees_with_the_published_example() -> None:
    assert rounded(rsi(CLOSES)) == [None] * 14 + [70.53, 66.32, 66.55, 69.41, 66.36, 57.97]


def test_rsi_is_100_when_all_rise_0_when_all_fall_50_when_nothing_moves() -> None:
    assert rsi([1, 2, 3], 2)[-1] == 100
    assert rsi([3, 2, 1], 2)[-1] == 0
    assert rsi([2, 2, 2], 2)[-1] == 50
    assert rsi([]) == []


def test_atr_counts_the_gap_from_the_close_before() -> None:
    high, low, close = [10.0, 12.0, 15.0, 14.0], [8.0, 11.0, 13.0, 12.0], [9.0, 11.5, 14.0, 12.0]
    # True ranges: 2, 12 - 9, 15 - 11.5, 14 - 12.
    assert atr(high, low, close, 2) == [None, 2.5, 3.0, 2.5]
    assert atr([], [], [], 2) == []


def test_values_before_the_window_is_full_are_none() -> None:
    assert ema([1, 2], 3) == [None, None]
    assert rsi([1, 2], 3) == [None, None]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="window is 0; it is 1 or more"):
        sma([1.0], 0)
    with pytest.raises(ValueError, match="high has 1 values, low 2, close 1; they need the same number"):
        atr([1.0], [1.0, 1.0], [1.0], 1)
