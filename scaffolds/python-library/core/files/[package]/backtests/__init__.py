"""What positions would have earned."""

from .backtest import Backtest, run_backtest

__all__ = ["Backtest", "run_backtest"]
