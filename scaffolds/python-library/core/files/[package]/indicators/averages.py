"""Moving averages."""

from collections.abc import Sequence
from itertools import islice
from math import fsum

from .window import require_window


def sma(values: Sequence[float], window: int) -> list[float | None]:
    """Simple moving average: the mean of the last `window` values.

    Raises:
        ValueError: when the window is below 1.
    """
    require_window(window)
    # A sum of its own for each value: a running one would carry every rounding error to the end.
    return [fsum(values[at + 1 - window : at + 1]) / window if at + 1 >= window else None for at in range(len(values))]


def ema(values: Sequence[float], window: int) -> list[float | None]:
    """Exponential moving average with weight 2 / (window + 1).

    It starts with the simple average of the first `window` values.

    Raises:
        ValueError: when the window is below 1.
    """
    require_window(window)
    return smoothed(values, window, 2 / (window + 1))


def smoothed(values: Sequence[float], window: int, weight: float) -> list[float | None]:
    """Exponential smoothing with a weight of the newest value, started with the mean of the first `window` values."""
    if len(values) < window:
        return [None] * len(values)
    current = fsum(values[:window]) / window
    result: list[float | None] = [None] * (window - 1) + [current]
    for value in islice(values, window, None):
        current += weight * (value - current)
        result.append(current)
    return result
