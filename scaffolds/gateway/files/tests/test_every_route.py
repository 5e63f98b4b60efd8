"""Promises about every route of the catalog."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from <%= it.package %>.load import load
from <%= it.package %>.objects import objects
from <%= it.package %>.routes import Route, route_of

ROUTES, POLICY = load(Path(__file__).parents[1])
OBJECTS = [cast("dict[str, Any]", manifest) for manifest in objects(ROUTES, POLICY)]
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.environment}-{route.product}")


def spec(route: Route) -> Mapping[str, Any]:
    """Of the one object of the route."""
    (found,) = [manifest["spec"] for manifest in OBJECTS if manifest["metadata"]["namespace"] == route.namespace]
    return cast("Mapping[str, Any]", found)


@each_route
def test_a_path_below_the_prefix_is_its_own(route: Route) -> None:
    beside = [other for other in ROUTES if other.environment == route.environment]
    assert route_of(route.prefix, beside) == route
    assert route_of(f"{route.prefix}/v1/things", beside) == route


@each_route
def test_a_longer_name_is_another_product_or_nobody(route: Route) -> None:
    beside = [other for other in ROUTES if other.environment == route.environment]
    for path in (f"{route.prefix}s", f"{route.prefix}-x/v1", route.prefix[:-1], f"/v1{route.prefix}"):
        assert route_of(path, beside) != route


@each_route
def test_both_its_routes_have_the_policy(route: Route) -> None:
    # A policy on the shared host alone would leave the API's own host as a way around it.
    assert spec(route)["targetRefs"] == [
        {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": name}
        for name in (f"{route.release}-gateway", route.release)
    ]


@each_route
def test_it_has_a_limit_and_keeps_the_time_limits_of_the_gateway(route: Route) -> None:
    traffic = spec(route)
    assert traffic["mergeType"] == "StrategicMerge"
    (rule,) = traffic["rateLimit"]["local"]["rules"]
    assert rule["limit"]["requests"] >= 1


def test_who_is_let_in_is_not_said_here() -> None:
    # A policy on a route would replace the platform's policy.
    assert {manifest["kind"] for manifest in OBJECTS} <= {"BackendTrafficPolicy"}


def test_each_object_is_there_once() -> None:
    places = [(each["kind"], each["metadata"]["namespace"], each["metadata"]["name"]) for each in OBJECTS]
    assert len(places) == len(set(places)) == len(ROUTES)
