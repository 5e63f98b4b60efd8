from datetime import UTC, datetime

import httpx
import pytest

from <%= it.package %> import audit_logs

from tests.answers import page
from tests.api import Api

ACTION = {
    "id": "0c1f7a52-5a55-4b46-8d38-0f5a2f1c3c11",
    "occurred_at": "2026-01-02T00:00:00Z",
    "actor": "ada",
    "action": "request",
    "entity_type": "backtest_run",
    "entity_id": "7",
    "request_id": None,
    "before": None,
    "after": {"pack_id": "momentum"},
}


def test_actions_are_found() -> None:
    api = Api([httpx.Response(200, json=page([ACTION]))])
    (action,) = audit_logs.find(
        api.client(), actor="ada", entity=("backtest_run", "7"), since=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert action.after == {"pack_id": "momentum"}
    assert dict(api.requests[0].url.params) == {
        "actor": "ada",
        "entity_type": "backtest_run",
        "entity_id": "7",
        "since": "2026-01-01T00:00:00+00:00",
        "limit": "50",
    }


def test_a_moment_has_a_zone() -> None:
    api = Api([])
    with pytest.raises(ValueError, match="since is 2026-01-01T00:00:00; give it a zone, like UTC"):
        audit_logs.find(api.client(), since=datetime(2026, 1, 1))
