from math import sqrt

import pytest

from <%= it.package %>.evaluation import (
    drawdowns,
    hit_rate,
    max_drawdown,
    mean_absolute_error,
    root_mean_squared_error,
    sharpe_ratio,
)


def test_drawdowns_are_measured_from_the_highest_so_far() -> None:
    assert drawdowns([1, 2, 1, 4, 3]) == [0, 0, 0.5, 0, 0.25]
    assert max_drawdown([1, 2, 1, 4, 3]) == 0.5
    assert max_drawdown([]) == 0


def test_equity_starts_above_zero() -> None:
    with pytest.raises(ValueError, match="equity starts above 0 and is never negative"):
        drawdowns([0, 1])


def test_sharpe_ratio_is_per_year() -> None:
    assert sharpe_ratio([0.01, 0.03], 4) == pytest.approx(0.02 / sqrt(0.0002) * 2)
    assert sharpe_ratio([0.01], 252) is None
    assert sharpe_ratio([0.01, 0.01], 252) is None
    with pytest.raises(ValueError, match="periods_per_year is 0; it is above 0"):
        sharpe_ratio([], 0)


def test_errors_of_predictions() -> None:
    assert mean_absolute_error([1, 2], [2, 4]) == 1.5
    assert root_mean_squared_error([1, 2], [2, 4]) == pytest.approx(sqrt(2.5))
    with pytest.raises(ValueError, match="1 predictions for 0 targets"):
        mean_absolute_error([1], [])


def test_hit_rate_counts_signs() -> None:
    assert hit_rate([1, -1, 1, 1, 0], [2, -3, -1, 0, 1]) == 0.5
    assert hit_rate([1], [0]) is None
