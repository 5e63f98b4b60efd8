"""How good something was."""

from .equity import drawdowns, max_drawdown, sharpe_ratio
from .predictions import hit_rate, mean_absolute_error, root_mean_squared_error

__all__ = [
    "drawdowns",
    "hit_rate",
    "max_drawdown",
    "mean_absolute_error",
    "root_mean_squared_error",
    "sharpe_ratio",
]
