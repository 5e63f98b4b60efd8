"""The content of policy.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Requests of all clients together, for each proxy; `per` is second, minute or hour."""

    requests: int
    per: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of every route."""

    rate_limit: RateLimit
    rate_limits: Mapping[str, RateLimit]

    def limit_of(self, product: str) -> RateLimit:
        """The limit of one product."""
        return self.rate_limits.get(product, self.rate_limit)
