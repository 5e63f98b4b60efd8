"""Runs of a model over the past."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from <%= it.platform %>.envelope import Envelope, PageEnvelope, many, one
from <%= it.platform %>.web.described import CHANGES, described
from <%= it.platform %>.web.identity import Reader, Writer
from <%= it.platform %>.web.paging import Paging

from ..dependencies import Db
from ..services import backtest_runs
from ..services.backtest_runs import BacktestRun, NewBacktestRun, Status

router = APIRouter(prefix="/backtest-runs", tags=["backtests"])


@router.post("", status_code=201, responses=CHANGES)
def request_backtest_run(database: Db, caller: Writer, run: NewBacktestRun) -> Envelope[BacktestRun]:
    """Puts a run into the queue."""
    return one(backtest_runs.request(database, run, caller))


@router.get("")
def list_backtest_runs(
    database: Db,
    _: Reader,
    page: Paging,
    pack_id: Annotated[str | None, Query(description="Of this pack only")] = None,
    status: Annotated[Status | None, Query(description="In this state only")] = None,
) -> PageEnvelope[BacktestRun]:
    """Newest first."""
    named = {"pack_id": pack_id, "status": status}
    of = {column: value for column, value in named.items() if value is not None}
    return many(backtest_runs.find(database, page, of))


@router.get("/{run_id}", responses=described({404: "There is no such run"}))
def read_backtest_run(database: Db, _: Reader, run_id: UUID) -> Envelope[BacktestRun]:
    """One run."""
    return one(backtest_runs.read(database, run_id))
