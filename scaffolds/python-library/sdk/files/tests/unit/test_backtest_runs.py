import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import httpx

from <%= it.package %> import backtest_runs
from <%= it.package %>.backtest_runs import NewBacktestRun

from tests.answers import envelope, page
from tests.api import Api

ID = UUID("0c1f7a52-5a55-4b46-8d38-0f5a2f1c3c11")
NEW = NewBacktestRun(
    pack_id="momentum",
    model_version="1.2.0",
    from_at=datetime(2025, 1, 1, tzinfo=UTC),
    until_at=datetime(2026, 1, 1, tzinfo=UTC),
    parameters={"window": 20},
)


def stored() -> dict[str, Any]:
    return NEW.model_dump(mode="json") | {
        "id": str(ID),
        "status": "queued",
        "metrics": None,
        "error": None,
        "requested_by": "ada",
        "created_at": "2026-01-02T00:00:00Z",
        "started_at": None,
        "finished_at": None,
        "lineage": backtest_runs.lineage_of(NEW).digest(),
    }


def test_a_run_is_asked_for() -> None:
    api = Api([httpx.Response(201, json=envelope(stored()))])
    assert backtest_runs.request(api.client(), NEW).id == ID
    assert (api.requests[0].method, api.requests[0].url.path) == ("POST", "/api/tide/backtest-runs")
    assert json.loads(api.requests[0].content)["from_at"] == "2025-01-01T00:00:00Z"


def test_a_run_is_read() -> None:
    api = Api([httpx.Response(200, json=envelope(stored()))])
    assert backtest_runs.read(api.client(), ID).status == "queued"
    assert api.requests[0].url.path == f"/api/tide/backtest-runs/{ID}"


def test_runs_are_found_page_by_page() -> None:
    api = Api([httpx.Response(200, json=page([stored()], "c2")), httpx.Response(200, json=page([stored()]))])
    assert len(list(backtest_runs.find(api.client(), pack_id="momentum", status="queued", limit=1))) == 2
    assert dict(api.requests[0].url.params) == {"limit": "1", "pack_id": "momentum", "status": "queued"}


def test_the_lineage_of_a_run_is_known_before_it_is_asked_for() -> None:
    api = Api([httpx.Response(200, json=envelope(stored()))])
    run = backtest_runs.read(api.client(), ID)
    assert backtest_runs.lineage_of(run).digest() == run.lineage == backtest_runs.lineage_of(NEW).digest()


def test_the_lineage_of_a_moment_knows_no_zone() -> None:
    east = timezone(timedelta(hours=2))
    same = NEW.model_copy(update={"from_at": NEW.from_at.astimezone(east)})
    assert backtest_runs.lineage_of(same).digest() == backtest_runs.lineage_of(NEW).digest()
