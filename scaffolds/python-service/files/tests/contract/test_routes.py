"""Every route of the API, also one that was added today."""

from inspect import isclass

import pytest
from fastapi.testclient import TestClient

from <%= it.platform %>.envelope import Envelope, PageEnvelope

from .record_openapi import Call, calls

PROBES = {"/healthz", "/readyz"}
CALLS = [pytest.param(call, id=str(call)) for call in calls()]


@pytest.mark.parametrize("call", CALLS)
def test_answers_in_the_envelope(call: Call) -> None:
    wrapped = isclass(call.answer) and issubclass(call.answer, Envelope | PageEnvelope)
    assert wrapped, f"{call} returns {call.answer}, not an Envelope or a PageEnvelope"


@pytest.mark.parametrize("call", CALLS)
def test_asks_who_calls(client: TestClient, call: Call) -> None:
    status = client.request(call.method, call.path, headers={"X-Actor": ""}).status_code
    expected = 200 if call.path in PROBES else 401
    assert status == expected, f"{call} answers {status} to nobody; give it `caller: Caller`"


def test_there_are_routes_and_no_page_beside_them(client: TestClient) -> None:
    assert {call.path for call in calls()} > PROBES
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404
