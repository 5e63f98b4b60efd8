"""Backtest runs, which every API of the family has."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from .client import Client
from .lineage import Lineage, Reference

Status = Literal["queued", "running", "succeeded", "failed", "cancelled"]

_PATH = "/backtest-runs"


class NewBacktestRun(BaseModel):
    """A request for a run: a version of the model of a pack, and a period."""

    model_config = ConfigDict(frozen=True)

    pack_id: str
    model_version: str
    from_at: AwareDatetime
    until_at: AwareDatetime
    parameters: dict[str, JsonValue] = Field(default_factory=dict)


class BacktestRun(BaseModel):
    """One run, from request to result. Runs with the same `lineage` have the same result."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    pack_id: str
    model_version: str
    status: Status
    from_at: AwareDatetime
    until_at: AwareDatetime
    parameters: dict[str, JsonValue]
    metrics: dict[str, JsonValue] | None
    error: str | None
    requested_by: str
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    finished_at: AwareDatetime | None
    lineage: str


def request(client: Client, run: NewBacktestRun) -> BacktestRun:
    """Put a run into the queue; raises as `Client.post`."""
    return client.post(_PATH, run, BacktestRun)


def read(client: Client, run_id: UUID) -> BacktestRun:
    """One run; raises as `Client.get`."""
    return client.get(f"{_PATH}/{run_id}", BacktestRun)


def find(
    client: Client,
    *,
    pack_id: str | None = None,
    status: Status | None = None,
    limit: int = 50,
) -> Iterator[BacktestRun]:
    """Every run, newest first, `limit` at a time; raises as `Client.get`."""
    return client.items(_PATH, BacktestRun, limit=limit, pack_id=pack_id, status=status)


def lineage_of(run: BacktestRun | NewBacktestRun) -> Lineage:
    """Everything that decides the result of a run; it can be computed before the request."""
    model = Reference("model", run.pack_id, run.model_version)
    period = {"from": _moment(run.from_at), "until": _moment(run.until_at)}
    return Lineage((model,), {"parameters": run.parameters, **period})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
