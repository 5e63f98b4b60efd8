"""Every route of the API, also one that was added today."""

from inspect import isclass

import pytest
from fastapi.testclient import TestClient

from <%= it.platform %>.envelope import Envelope, PageEnvelope

from .golden_schema import breaks
from .record_openapi import Call, calls, openapi

PROBES = {"/healthz", "/readyz"}
CALLS = [pytest.param(call, id=str(call)) for call in calls()]
ASKED = [pytest.param(call, id=str(call)) for call in calls() if call.path not in PROBES]
PATHS = openapi()["paths"]
DESCRIBED = [pytest.param(path, method, id=f"{method} {path}") for path, methods in PATHS.items() for method in methods]
READING = {"get", "head", "options"}


@pytest.mark.parametrize("call", CALLS)
def test_answers_in_the_envelope(call: Call) -> None:
    wrapped = isclass(call.answer) and issubclass(call.answer, Envelope | PageEnvelope)
    assert wrapped, f"{call} returns {call.answer}, not an Envelope or a PageEnvelope"


@pytest.mark.parametrize("call", CALLS)
def test_asks_who_calls(client: TestClient, call: Call) -> None:
    status = client.request(call.method, call.path, headers={"X-Actor": ""}).status_code
    expected = 200 if call.path in PROBES else 401
    assert status == expected, f"{call} answers {status} to nobody; give it `caller: Reader`, `Writer` or `Admin`"


@pytest.mark.parametrize("call", ASKED)
def test_takes_a_role(client: TestClient, call: Call) -> None:
    refused = client.request(call.method, call.path, headers={"X-Roles": "guests"})
    assert refused.status_code == 403, f"{call} answers {refused.status_code} to a caller without a role"
    assert breaks("error", refused.json()) == []


@pytest.mark.parametrize(("path", "method"), DESCRIBED)
def test_takes_the_role_that_its_description_says(client: TestClient, path: str, method: str) -> None:
    said = [role for scheme in PATHS[path][method]["security"] for role in scheme["caller"]]
    role = said[0] if said else "reader" if method in READING else "writer"
    assert role != "reader" or method in READING, f"{method} {path} changes something; a reader may not"
    for below in {"reader": [], "writer": ["readers"], "admin": ["readers", "writers"]}[role]:
        refused = client.request(method, path, headers={"X-Roles": below})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
        assert f"the role {role}," in refused.json()["error"]["message"]
    assert client.request(method, path, headers={"X-Roles": f"{role}s"}).status_code != 403


@pytest.mark.parametrize(("path", "method"), DESCRIBED)
def test_describes_every_error_that_it_may_answer(path: str, method: str) -> None:
    assert {"400", "401", "403", "422", "500", "503"} <= PATHS[path][method]["responses"].keys()


def test_there_are_routes_and_no_page_beside_them(client: TestClient) -> None:
    assert {call.path for call in calls()} > PROBES
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404
