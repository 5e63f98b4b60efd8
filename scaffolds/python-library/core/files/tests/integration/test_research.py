"""From a file of prices to a published model, through every package."""

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from <%= it.package %>.backtests import run_backtest
from <%= it.package %>.datasets import read_bars
from <%= it.package %>.evaluation import hit_rate, max_drawdown
from <%= it.package %>.features import walk_forward, windows
from <%= it.package %>.indicators import sma
from <%= it.package %>.models import Model, RidgeModel, fit_ridge
from <%= it.package %>.registry import Registry


def prices(folder: Path) -> Path:
    path = folder / "prices.csv"
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows = ["time,open,high,low,close,volume"]
    for day in range(120):
        close = 100 + 10 * math.sin(day / 8)
        rows.append(f"{(start + timedelta(days=day)).isoformat()},{close},{close + 1},{close - 1},{close},1000")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_model_learns_is_judged_on_later_data_and_is_published(tmp_path: Path) -> None:
    closes = [bar.close for bar in read_bars(prices(tmp_path))]
    changes = [after - before for before, after in pairwise(closes)]
    samples = windows(changes, size=3)
    split = next(walk_forward(len(samples), train=80, test=30))
    train = [samples[at] for at in split.train]
    test = [samples[at] for at in split.test]
    model: Model = fit_ridge([sample.features for sample in train], [sample.target for sample in train], penalty=1e-6)
    predictions = model.predict([sample.features for sample in test])

    # A sine follows from its last values, so a model that learned anything sees where it goes.
    assert hit_rate(predictions, [sample.target for sample in test]) == pytest.approx(1, abs=0.1)

    # Sample `index` is known at price `index + 1`.
    judged = [closes[sample.index + 1] for sample in test]
    result = run_backtest(judged, [1.0 if prediction > 0 else 0.0 for prediction in predictions], cost=0.0001)
    assert result.equity[-1] > 1
    assert max_drawdown(result.equity) < 0.05

    registry = Registry(tmp_path / "registry")
    assert isinstance(model, RidgeModel)
    published = registry.publish("sine-model", "1.0.0", model.to_json().encode())
    assert RidgeModel.from_json(registry.content(published.digest).decode()) == model


def test_a_trend_follower_leaves_before_the_bottom(tmp_path: Path) -> None:
    closes = [bar.close for bar in read_bars(prices(tmp_path))]
    means = sma(closes, 5)
    above = [mean is not None and close > mean for close, mean in zip(closes, means, strict=True)]
    follower = run_backtest(closes, [float(each) for each in above])
    holder = run_backtest(closes, [1.0] * len(closes))
    assert max_drawdown(follower.equity) < max_drawdown(holder.equity)
    assert follower.equity[-1] > holder.equity[-1]
