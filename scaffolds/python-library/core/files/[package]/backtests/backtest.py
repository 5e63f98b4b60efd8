"""A backtest over one instrument."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from ..evaluation import drawdowns
from ..features import returns


@dataclass(frozen=True, slots=True)
class Backtest:
    """What came out, one value per price; equity starts at 1."""

    equity: tuple[float, ...]
    drawdowns: tuple[float, ...]
    returns: tuple[float, ...]
    """Return of each period after costs: one fewer than prices."""
    turnover: float
    """Sum of all changes of the position."""


def run_backtest(
    prices: Sequence[float],
    positions: Sequence[float],
    cost: float = 0.0,
) -> Backtest:
    """Hold `positions[t]`, decided with what was known at `t`, from price `t` to price `t + 1`.

    The last position earns nothing. A position is a share of the equity: 1 is all of it, -1 short. A change of
    position costs `cost` (0.001 is 0.1 %) of what is moved. Equity that has reached 0 stays there.

    Raises:
        ValueError: when lengths differ, a position is not finite, a price is not above 0, or the cost is negative.
    """
    if len(prices) != len(positions):
        raise ValueError(f"{len(positions)} positions for {len(prices)} prices; give one per price")
    if not cost >= 0:
        raise ValueError(f"cost is {cost}; it is 0 or more")
    for at, position in enumerate(positions):
        if not isfinite(position):
            raise ValueError(f"position {at} is {position}; write 0 for none")
    equity = [1.0] if prices else []
    earned: list[float] = []
    turnover = held = 0.0
    for position, change in zip(positions, returns(prices), strict=False):
        moved = abs(position - held)
        # One period can lose at most everything.
        result = max(position * change - cost * moved, -1.0)
        earned.append(result)
        equity.append(equity[-1] * (1 + result))
        turnover += moved
        held = position
    return Backtest(tuple(equity), tuple(drawdowns(equity)), tuple(earned), turnover)
