"""Measures of predictions against targets."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean


def mean_absolute_error(predictions: Sequence[float], targets: Sequence[float]) -> float:
    """Mean distance between prediction and target.

    Raises:
        ValueError: when lengths differ or there is none.
    """
    return fmean(abs(error) for error in _errors(predictions, targets))


def root_mean_squared_error(predictions: Sequence[float], targets: Sequence[float]) -> float:
    """Square root of the mean squared distance: large errors count more.

    Raises:
        ValueError: when lengths differ or there is none.
    """
    return sqrt(fmean(error * error for error in _errors(predictions, targets)))


def hit_rate(predictions: Sequence[float], targets: Sequence[float]) -> float | None:
    """Share of predictions with the sign of their target, 0 to 1.

    Targets of 0 do not count; None when no target counts.

    Raises:
        ValueError: when lengths differ or there is none.
    """
    _errors(predictions, targets)
    hits = [prediction * target > 0 for prediction, target in zip(predictions, targets, strict=True) if target != 0]
    return fmean(hits) if hits else None


def _errors(predictions: Sequence[float], targets: Sequence[float]) -> list[float]:
    if not predictions or len(predictions) != len(targets):
        counts = f"{len(predictions)} predictions for {len(targets)} targets"
        raise ValueError(f"{counts}; give as many of both, at least one")
    return [prediction - target for prediction, target in zip(predictions, targets, strict=True)]
