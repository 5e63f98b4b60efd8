"""`make openapi`: records the current API."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from <%= it.platform %>.config import DatabaseSettings, IdentitySettings

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import Settings

RECORDED = Path(__file__).parent / "openapi.json"

# The application connects to nothing before it starts.
UNUSED = DatabaseSettings("", 1, "", "", "", "app", "disable", 1)


def application() -> FastAPI:
    """The API as a cluster runs it, without a database."""
    return create_app(Settings(UNUSED, IdentitySettings(), "info"))


@dataclass(frozen=True)
class Call:
    """A method on a path, and the model of its answer."""

    method: str
    path: str
    answer: object

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def calls() -> list[Call]:
    """Every method and path that the API answers, with the model of its answer; None for a route without a model."""
    return [
        Call(method, route.path or "", getattr(route.original_route, "response_model", None))
        for route in iter_route_contexts(application().routes)
        for method in sorted(route.methods or {"GET"})
    ]


def openapi() -> dict[str, Any]:
    """The description that /openapi.json serves."""
    return application().openapi()


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(openapi(), indent=2) + "\n")
