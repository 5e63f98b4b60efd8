"""Prices of one instrument, period by period."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .errors import DatasetError
from .records import read_records


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of trading. `time` is its start, in UTC."""

    time: datetime
    open: float
    high: float
    low: float
    close: float
    volume: float


def read_bars(path: Path) -> list[Bar]:
    """Read bars from CSV or JSON Lines with the fields time, open, high, low, close, volume; others are left aside.

    Raises:
        DatasetError: naming every field of every line that cannot be, and every time that is not after the one before.
    """
    bars: list[Bar] = []
    problems: list[tuple[int, str]] = []
    for record in read_records(path):
        wrong: list[str] = []
        bar = _bar(record.fields, wrong)
        if bar is not None and bars and bar.time <= bars[-1].time:
            wrong.append(f"time {bar.time.isoformat()} is not after the one before; sort the lines, drop duplicates")
        problems += [(record.line, message) for message in wrong]
        if bar is not None:
            bars.append(bar)
    if problems:
        raise DatasetError(path, problems)
    return bars


def _bar(fields: Mapping[str, object], wrong: list[str]) -> Bar | None:
    time = _time(fields, wrong)
    prices = [_number(fields, name, wrong) for name in ("open", "high", "low", "close")]
    volume = _number(fields, "volume", wrong)
    if time is None or wrong:
        return None
    first, high, low, last = prices
    if min(prices) <= 0:
        wrong.append(f"a price is {min(prices):g}; prices are above 0")
    if volume < 0:
        wrong.append(f"volume is {volume:g}; it is 0 or more")
    if high < max(prices) or low > min(prices):
        wrong.append(f"open {first:g} and close {last:g} are not between low {low:g} and high {high:g}")
    return None if wrong else Bar(time, first, high, low, last, volume)


def _time(fields: Mapping[str, object], wrong: list[str]) -> datetime | None:
    value = fields.get("time")
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        wrong.append(f"time is {_shown(fields, 'time')}; write ISO 8601 with the zone, like 2026-01-31T14:30:00Z")
        return None
    return time.astimezone(UTC)


def _number(fields: Mapping[str, object], name: str, wrong: list[str]) -> float:
    value = fields.get(name)
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        wrong.append(f"{name} is {_shown(fields, name)}; write a number")
    return number


def _shown(fields: Mapping[str, object], name: str) -> str:
    return f'"{fields[name]}"' if name in fields else "missing"
