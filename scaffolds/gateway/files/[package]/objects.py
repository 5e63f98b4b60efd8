"""The objects of Envoy Gateway that enforce a policy. https://gateway.envoyproxy.io/docs/api/extension_types/"""

from collections.abc import Iterable

from .policy import Policy, RateLimit
from .routes import Route

API_VERSION = "gateway.envoyproxy.io/v1alpha1"
# Every object is in the product's namespace: a policy can only target objects of its own namespace.
NAME = "cross-route"

Manifest = dict[str, object]


def objects(routes: Iterable[Route], policy: Policy) -> list[Manifest]:
    """One object for each route, in the order of the routes."""
    return [_traffic(route, policy.limit_of(route.product)) for route in routes]


def _traffic(route: Route, limit: RateLimit) -> Manifest:
    rule: Manifest = {"limit": {"requests": limit.requests, "unit": limit.per.capitalize()}}
    # Without merging, this route would lose the time limits that the Gateway sets for all routes.
    spec: Manifest = {"mergeType": "StrategicMerge", "rateLimit": {"type": "Local", "local": {"rules": [rule]}}}
    return _object("BackendTrafficPolicy", route, spec)


def _object(kind: str, route: Route, spec: Manifest) -> Manifest:
    return {
        "apiVersion": API_VERSION,
        "kind": kind,
        "metadata": {
            "name": NAME,
            "namespace": route.namespace,
            "labels": {
                "app.kubernetes.io/name": NAME,
                "product": route.product,
                "environment": route.environment,
            },
        },
        "spec": {"targetRefs": [_target(f"{route.release}-gateway"), _target(route.release)], **spec},
    }


def _target(name: str) -> Manifest:
    """As the chart `service` names them: `<release>-gateway` on the shared host, `<release>` on the API's own."""
    return {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": name}
