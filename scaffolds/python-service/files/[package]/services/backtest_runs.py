"""Backtest runs: the core table backtest_runs, in which workers find what they have to do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from psycopg import sql
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from pydantic import AwareDatetime, Field, JsonValue, StringConstraints, field_validator, model_validator

from <%= it.platform %> import audit
from <%= it.platform %>.db import Database
from <%= it.platform %>.envelope import Closed, not_found
from <%= it.platform %>.lineage import NAME, VERSION, Lineage, Reference, canonical_numbers
from <%= it.platform %>.pagination import Listing, Page, PageRequest, columns

Status = Literal["queued", "running", "succeeded", "failed", "cancelled"]


class NewBacktestRun(Closed):
    """What a caller asks for."""

    pack_id: Annotated[str, StringConstraints(pattern=f"^{NAME.pattern}$")]
    model_version: Annotated[str, StringConstraints(pattern=f"^{VERSION.pattern}$")]
    from_at: AwareDatetime
    until_at: AwareDatetime
    parameters: dict[str, JsonValue] = Field(default_factory=dict)

    @field_validator("parameters")
    @classmethod
    def check_numbers(cls, parameters: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """As the lineage reads them: a number that programs read differently has no lineage."""
        canonical_numbers(parameters)
        return parameters

    @model_validator(mode="after")
    def check_period(self) -> Self:
        """As the table's own check."""
        if self.from_at >= self.until_at:
            raise ValueError("from_at must be before until_at")
        return self


class BacktestRun(Closed):
    """One run, from request to result."""

    id: UUID
    pack_id: str
    model_version: str
    status: Status
    from_at: datetime
    until_at: datetime
    parameters: dict[str, JsonValue]
    metrics: dict[str, JsonValue] | None
    error: str | None
    requested_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    lineage: str = Field(description="SHA-256 of what decides the result: runs with the same one have the same result")


# Named, never *: the release that runs does not know the columns that the next one's migration adds.
COLUMNS = [name for name in BacktestRun.model_fields if name != "lineage"]
LISTING = Listing("backtest_runs", COLUMNS)


def request(database: Database, run: NewBacktestRun, caller: str) -> BacktestRun:
    """The run and its line in the audit log, together or not at all."""
    query = sql.SQL("""
        INSERT INTO backtest_runs (pack_id, model_version, from_at, until_at, parameters, requested_by)
        VALUES (%s, %s, %s, %s, %s, %s) RETURNING {}
    """)
    with database.session() as session:
        row = session.execute(
            query.format(columns(COLUMNS)),
            (run.pack_id, run.model_version, run.from_at, run.until_at, Jsonb(run.parameters), caller),
        ).fetchone()
        made = from_row(row or {})
        after = {"pack_id": made.pack_id, "model_version": made.model_version, "lineage": made.lineage}
        audit.record(session, audit.Change("request", "backtest_run", str(made.id), after=after))
        return made


def find(database: Database, page: PageRequest, of: Mapping[str, str]) -> Page[BacktestRun]:
    """Newest first."""
    with database.session() as session:
        return LISTING.page(session, page, of).map(from_row)


def read(database: Database, run_id: UUID) -> BacktestRun:
    """Raises the 404 of a run that there is not."""
    query = sql.SQL("SELECT {} FROM backtest_runs WHERE id = %s").format(columns(COLUMNS))
    with database.session() as session:
        row = session.execute(query, (run_id,)).fetchone()
    if row is None:
        raise not_found("backtest run", run_id)
    return from_row(row)


def from_row(row: DictRow) -> BacktestRun:
    """A row with its lineage."""
    model = Reference("model", row["pack_id"], row["model_version"])
    period = {"from": row["from_at"].isoformat(), "until": row["until_at"].isoformat()}
    lineage = Lineage((model,), {"parameters": row["parameters"], **period})
    return BacktestRun(**row, lineage=lineage.digest())
