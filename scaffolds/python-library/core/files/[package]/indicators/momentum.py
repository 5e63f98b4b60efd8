"""Momentum."""

from collections.abc import Sequence
from itertools import pairwise

from .averages import smoothed
from .window import require_window


def rsi(values: Sequence[float], window: int = 14) -> list[float | None]:
    """Relative strength index after Wilder, 0 to 100; 50 where nothing moved.

    Raises:
        ValueError: when the window is below 1.
    """
    require_window(window)
    changes = [after - before for before, after in pairwise(values)]
    gains = smoothed([max(change, 0.0) for change in changes], window, 1 / window)
    losses = smoothed([max(-change, 0.0) for change in changes], window, 1 / window)
    strengths = [
        None if gain is None or loss is None else _strength(gain, loss)
        for gain, loss in zip(gains, losses, strict=True)
    ]
    # The first value has no change.
    return [None, *strengths] if values else []


def _strength(gain: float, loss: float) -> float:
    return 50.0 if gain + loss == 0 else 100 * gain / (gain + loss)
