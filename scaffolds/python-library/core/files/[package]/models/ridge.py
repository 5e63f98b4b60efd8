"""Linear regression, with a penalty on large weights when asked."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import fsum, isfinite

from .linear_equations import solve


@dataclass(frozen=True, slots=True)
class RidgeModel:
    """A fitted line: intercept plus weights times features."""

    intercept: float
    weights: tuple[float, ...]

    def predict(self, features: Sequence[Sequence[float]]) -> list[float]:
        """One prediction for each row of features.

        Raises:
            ValueError: when a row has another number of features than the model.
        """
        for at, row in enumerate(features):
            if len(row) != len(self.weights):
                raise ValueError(f"row {at} has {len(row)} features; the model has {len(self.weights)}")
        return [
            self.intercept + fsum(weight * value for weight, value in zip(self.weights, row, strict=True))
            for row in features
        ]

    def to_json(self) -> str:
        """Text from which `from_json` makes an equal model."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "RidgeModel":
        """Read what `to_json` wrote.

        Raises:
            ValueError: when it is something else.
        """
        stored = json.loads(text)
        if not isinstance(stored, dict) or set(stored) != {"intercept", "weights"}:
            raise ValueError("not a stored model: an object with intercept and weights is expected")
        return cls(float(stored["intercept"]), tuple(float(weight) for weight in stored["weights"]))


def fit_ridge(
    features: Sequence[Sequence[float]],
    targets: Sequence[float],
    penalty: float = 0.0,
) -> RidgeModel:
    """Fit by least squares plus `penalty` times the sum of squared weights; the intercept is not penalized.

    Raises:
        ValueError: when there is nothing to learn from, rows differ in length, a value is not finite, or features
            depend on each other and the penalty is 0.
    """
    columns = _columns(features, targets, penalty)
    means = [fsum(column) / len(targets) for column in columns]
    target_mean = fsum(targets) / len(targets)
    centred = [[value - mean for value in column] for column, mean in zip(columns, means, strict=True)]
    matrix = [
        [_dot(left, right) + (penalty if row == column else 0.0) for column, right in enumerate(centred)]
        for row, left in enumerate(centred)
    ]
    weights = solve(matrix, [_dot(column, [target - target_mean for target in targets]) for column in centred])
    return RidgeModel(target_mean - _dot(weights, means), tuple(weights))


def _columns(features: Sequence[Sequence[float]], targets: Sequence[float], penalty: float) -> list[list[float]]:
    if not targets or len(features) != len(targets):
        counts = f"{len(features)} rows of features for {len(targets)} targets"
        raise ValueError(f"{counts}; give as many of both, at least one")
    if not penalty >= 0:
        raise ValueError(f"penalty is {penalty}; it is 0 or more")
    width = len(features[0])
    for at, (row, target) in enumerate(zip(features, targets, strict=True)):
        if len(row) != width:
            raise ValueError(f"row {at} has {len(row)} features; row 0 has {width}")
        if not all(map(isfinite, (*row, target))):
            raise ValueError(f"row {at} holds a value that is not finite; drop the row")
    return [[row[column] for row in features] for column in range(width)]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return fsum(one * other for one, other in zip(left, right, strict=True))
