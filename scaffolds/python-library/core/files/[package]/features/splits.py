"""Splits in time: training data always lies before test data."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """Positions of the training data and of the test data."""

    train: range
    test: range


def walk_forward(count: int, train: int, test: int, gap: int = 0) -> Iterator[Split]:
    """Split `count` samples into windows of `train` and `test` that move forward by `test`.

    Between both lie `gap` samples that neither has: a target `horizon` values ahead of its sample needs a gap of
    horizon - 1, or the model learns from values it is judged by.

    Raises:
        ValueError: when train or test is below 1, or gap below 0.
    """
    if train < 1 or test < 1 or gap < 0:
        raise ValueError(f"train is {train}, test {test}, gap {gap}; they are at least 1, 1 and 0")
    for start in range(0, count - train - gap - test + 1, test):
        judged = start + train + gap
        yield Split(range(start, start + train), range(judged, judged + test))
