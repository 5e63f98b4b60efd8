"""Measures of an equity curve."""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt
from statistics import fmean, stdev


def drawdowns(equity: Sequence[float]) -> list[float]:
    """How far each value lies below the highest so far, 0 to 1.

    Raises:
        ValueError: when a value is negative or the first one is 0.
    """
    if equity and (min(equity) < 0 or equity[0] == 0):
        raise ValueError("equity starts above 0 and is never negative")
    return [1 - value / peak for value, peak in zip(equity, accumulate(equity, max), strict=True)]


def max_drawdown(equity: Sequence[float]) -> float:
    """The deepest drawdown, 0 to 1; 0 for an empty curve."""
    return max(drawdowns(equity), default=0.0)


def sharpe_ratio(returns: Sequence[float], periods_per_year: float) -> float | None:
    """Mean return by its standard deviation, per year and above a rate of 0.

    None for fewer than two returns, and for returns that do not deviate.

    Raises:
        ValueError: when periods_per_year is not above 0.
    """
    if not periods_per_year > 0:
        raise ValueError(f"periods_per_year is {periods_per_year}; it is above 0, 252 for trading days")
    deviation = stdev(returns) if len(returns) > 1 else 0.0
    return fmean(returns) / deviation * sqrt(periods_per_year) if deviation > 0 else None
