import pytest

from <%= it.package %>.backtests import run_backtest


def test_a_position_earns_the_change_that_follows_it() -> None:
    result = run_backtest([100, 110, 99], [1, -1, 1])
    assert result.returns == pytest.approx((0.1, 0.1))
    assert result.equity == pytest.approx((1, 1.1, 1.21))
    assert result.drawdowns == (0, 0, 0)
    assert result.turnover == 3


def test_the_last_position_and_the_price_it_was_decided_at_earn_nothing() -> None:
    assert run_backtest([100, 200], [0, 1]).equity == (1, 1)


def test_a_change_of_position_costs() -> None:
    result = run_backtest([100, 100, 100], [1, -1, 0], cost=0.01)
    assert result.returns == pytest.approx((-0.01, -0.02))
    assert result.drawdowns[-1] == pytest.approx(1 - 0.99 * 0.98)


def test_who_has_lost_everything_stays_there() -> None:
    assert run_backtest([100, 300, 100], [-1, 1, 0]).equity == (1, 0, 0)


def test_without_prices_nothing_happens() -> None:
    assert run_backtest([], []).equity == ()


@pytest.mark.parametrize(
    ("prices", "positions", "cost", "message"),
    [
        ([1, 2], [1], 0, "1 positions for 2 prices; give one per price"),
        ([1, 2], [1, float("nan")], 0, "position 1 is nan; write 0 for none"),
        ([1, -2], [1, 1], 0, "price 1 is -2; prices are above 0"),
        ([1, 2], [1, 1], -0.1, r"cost is -0\.1; it is 0 or more"),
    ],
)
def test_what_cannot_be_is_refused(prices: list[float], positions: list[float], cost: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run_backtest(prices, positions, cost)
