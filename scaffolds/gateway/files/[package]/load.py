"""routes.yaml and policy.yaml, checked: all problems at once, with file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from .document import Document, read_document
from .policy import Policy, RateLimit
from .problem import Problem
from .routes import Route
from .schema import schema_problems


class PolicyError(Exception):
    """The files cannot be used. One line per problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def load(root: Path) -> tuple[list[Route], Policy]:
    """Read both files of a folder.

    Raises:
        PolicyError: for everything that a schema or the other file does not admit.
    """
    routes, in_routes = _checked(root, "routes")
    policy, in_policy = _checked(root, "policy")
    problems = [*in_routes, *in_policy]
    if not in_routes:
        problems += _prefixes(routes)
    if not problems:
        problems += _products(routes, policy)
    if problems:
        raise PolicyError(problems)
    return _routes(routes), _policy(policy)


def _checked(root: Path, name: str) -> tuple[Document, list[Problem]]:
    document, problems = read_document(root, root / f"{name}.yaml")
    return document, problems or schema_problems(document, name)


def _prefixes(document: Document) -> Iterator[Problem]:
    """A product's path is that of its code, so that no two products share one."""
    for environment, stated in _value(document)["environments"].items():
        for code, product in stated["products"].items():
            if product["prefix"] != f"/api/{code}":
                place = ("environments", environment, "products", code, "prefix")
                yield document.problem(place, f"prefix is {product['prefix']}; the product {code} has /api/{code}")


def _products(routes: Document, policy: Document) -> Iterator[Problem]:
    environments = _value(routes)["environments"].values()
    there = sorted({code for environment in environments for code in environment["products"]})
    for code in _value(policy)["products"]:
        if code not in there:
            known = ", ".join(there) or "no product"
            yield policy.problem(("products", code), f'"{code}" is not in routes.yaml, which has {known}; remove it')


def _routes(document: Document) -> list[Route]:
    return [
        Route(environment, stated["host"], code, **product)
        for environment, stated in _value(document)["environments"].items()
        for code, product in stated["products"].items()
    ]


def _policy(document: Document) -> Policy:
    value = _value(document)
    return Policy(
        RateLimit(**value["rateLimit"]),
        {code: RateLimit(**stated["rateLimit"]) for code, stated in value["products"].items()},
    )


def _value(document: Document) -> dict[str, Any]:
    # The schema has already checked its form.
    return cast("dict[str, Any]", document.value)
