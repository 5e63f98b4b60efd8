"""The routes of the shared host, as the catalog has them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """One product in one environment."""

    environment: str
    host: str
    product: str
    prefix: str
    release: str
    namespace: str
    ui: str


def route_of(path: str, routes: Iterable[Route]) -> Route | None:
    """The route that takes a path, as Gateway API's PathPrefix does: whole segments, the longest prefix first.

    https://gateway-api.sigs.k8s.io/reference/spec/#pathmatchtype
    """
    for route in sorted(routes, key=lambda each: len(each.prefix), reverse=True):
        if path == route.prefix or path.startswith(f"{route.prefix}/"):
            return route
    return None
