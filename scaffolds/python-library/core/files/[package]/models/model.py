"""The interface of models for backtests and evaluation."""

from collections.abc import Sequence
from typing import Protocol


class Model(Protocol):
    """A fitted model."""

    def predict(self, features: Sequence[Sequence[float]]) -> list[float]:
        """One prediction for each row of features."""
        ...
