"""Volatility."""

from collections.abc import Sequence

from .averages import smoothed
from .window import require_window


def atr(
    high: Sequence[float],
    low: Sequence[float],
    close: Sequence[float],
    window: int = 14,
) -> list[float | None]:
    """Average true range after Wilder, in units of the price.

    Raises:
        ValueError: when the window is below 1 or the three differ in length.
    """
    require_window(window)
    if not len(high) == len(low) == len(close):
        raise ValueError(f"high has {len(high)} values, low {len(low)}, close {len(close)}; they need the same number")
    # The first period has no close before it.
    before = [*low[:1], *close[:-1]]
    ranges = [max(top, last) - min(bottom, last) for top, bottom, last in zip(high, low, before, strict=True)]
    return smoothed(ranges, window, 1 / window)
