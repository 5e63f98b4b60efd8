"""Core logic that products share: data, features, indicators, models, backtests. No server code."""
