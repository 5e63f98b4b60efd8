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
    ranges = [
        # The first period has no close before it.
        max(top - bottom, abs(top - before), abs(bottom - before)) if at > 0 else top - bottom
        for at, (top, bottom, before) in enumerate(zip(high, low, [0.0, *close[:-1]][: len(high)], strict=True))
    ]
    return smoothed(ranges, window, 1 / window)
