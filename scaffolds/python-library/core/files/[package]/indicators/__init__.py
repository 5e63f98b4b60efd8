"""Technical indicators. Each list is as long as its input, and None where there are too few values yet."""

from .averages import ema, sma
from .momentum import rsi
from .volatility import atr

__all__ = ["atr", "ema", "rsi", "sma"]
