"""What policy.yaml says."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Authentication:
    """Whose tokens are accepted."""

    issuer: str
    jwks: str
    audience: str


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Requests of all clients together, for each proxy; `per` is second, minute or hour."""

    requests: int
    per: str


@dataclass(frozen=True, slots=True)
class Cors:
    """What browsers may do, from the pages of the user interfaces."""

    methods: list[str]
    headers: list[str]
    exposed: list[str]
    max_age_seconds: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds on every route."""

    authentication: Mapping[str, Authentication]
    actor_claim: str
    actor_header: str
    rate_limit: RateLimit
    rate_limits: Mapping[str, RateLimit]
    cors: Cors

    def limit_of(self, product: str) -> RateLimit:
        """The limit of one product."""
        return self.rate_limits.get(product, self.rate_limit)
