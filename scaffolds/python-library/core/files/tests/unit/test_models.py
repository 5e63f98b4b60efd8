import pytest

from <%= it.package %>.models import RidgeModel, fit_ridge

FEATURES = [[1.0, 2.0], [2.0, 0.0], [3.0, 5.0], [4.0, 1.0]]
TARGETS = [3 + 2 * first - second for first, second in FEATURES]


def test_a_line_is_found_again() -> None:
    model = fit_ridge(FEATURES, TARGETS)
    assert model.intercept == pytest.approx(3)
    assert model.weights == pytest.approx((2, -1))
    assert model.predict([[10, 1]]) == pytest.approx([22])


def test_a_penalty_shrinks_the_weights_and_not_the_mean() -> None:
    model = fit_ridge(FEATURES, TARGETS, penalty=100)
    assert abs(model.weights[0]) < 2
    assert sum(model.predict(FEATURES)) == pytest.approx(sum(TARGETS))


def test_dependent_features_need_a_penalty() -> None:
    rows = [[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]
    with pytest.raises(ValueError, match="feature 1 follows from those before it; drop it or set a penalty above 0"):
        fit_ridge(rows, [1, 2, 3])
    assert fit_ridge(rows, [1, 2, 3], penalty=0.1).predict(rows) == pytest.approx([1, 2, 3], abs=0.05)


def test_a_model_without_features_is_the_mean() -> None:
    assert fit_ridge([[], []], [1, 3]).predict([[]]) == [2]


def test_a_stored_model_is_the_same() -> None:
    model = fit_ridge(FEATURES, TARGETS)
    assert RidgeModel.from_json(model.to_json()) == model
    with pytest.raises(ValueError, match="not a stored model"):
        RidgeModel.from_json("[]")


@pytest.mark.parametrize(
    ("features", "targets", "penalty", "message"),
    [
        ([], [], 0, "0 rows of features for 0 targets"),
        ([[1.0]], [1.0, 2.0], 0, "1 rows of features for 2 targets"),
        ([[1.0], []], [1.0, 2.0], 0, "row 1 has 0 features; row 0 has 1"),
        ([[1.0], [float("nan")]], [1.0, 2.0], 0, "row 1 holds a value that is not finite; drop the row"),
        ([[1.0]], [1.0], -1, "penalty is -1; it is 0 or more"),
    ],
)
def test_what_cannot_be_fitted_is_refused(
    features: list[list[float]], targets: list[float], penalty: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        fit_ridge(features, targets, penalty)


def test_predictions_need_the_features_of_the_model() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 features; the model has 2"):
        fit_ridge(FEATURES, TARGETS).predict([[1, 2], [1]])
