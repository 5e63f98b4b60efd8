"""Returns."""

from collections.abc import Sequence
from itertools import pairwise


def returns(prices: Sequence[float]) -> list[float]:
    """Relative change from each price to the next: one fewer than prices.

    Raises:
        ValueError: naming the first price that is not above 0.
    """
    for at, price in enumerate(prices):
        if not price > 0:
            raise ValueError(f"price {at} is {price}; prices are above 0")
    return [after / before - 1 for before, after in pairwise(prices)]
