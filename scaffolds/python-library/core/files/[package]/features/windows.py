"""Windows over a series, as samples for a model."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """What was known at `index` (its value included), and what came `horizon` values later."""

    index: int
    features: tuple[float, ...]
    target: float


def windows(values: Sequence[float], size: int, horizon: int = 1) -> list[Sample]:
    """Every window of `size` values whose target is in the series.

    A sample never holds a value after its index, its target aside.

    Raises:
        ValueError: when size or horizon is below 1.
    """
    if size < 1 or horizon < 1:
        raise ValueError(f"size is {size}, horizon {horizon}; both are 1 or more")
    return [
        Sample(index, tuple(values[index + 1 - size : index + 1]), values[index + horizon])
        for index in range(size - 1, len(values) - horizon)
    ]
