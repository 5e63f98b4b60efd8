from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from <%= it.package %> import web
from <%= it.package %>.config import IdentitySettings
from <%= it.package %>.db import Database
from <%= it.package %>.envelope import Envelope, one


class Statement(BaseModel):
    sql: str


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    app = FastAPI()
    web.install(app, database, IdentitySettings(header="X-Actor"))

    @app.post("/statement")
    @app.delete("/statement")
    def statement(body: Statement) -> Envelope[dict[str, str]]:
        with database.session() as session:
            session.execute(body.sql.encode())
        return one({})

    with TestClient(app) as client:
        yield client


@dataclass(frozen=True)
class Case:
    sql: str
    status: int
    code: str
    details: tuple[tuple[str, str], ...] = ()
    method: str = "POST"


INSERT = "INSERT INTO example_experiments VALUES "
CASES = [
    Case(
        INSERT + "('momentum', 'first')",
        409,
        "conflict",
        (("body.pack_id", "is taken"), ("body.name", "is taken")),
    ),
    Case(INSERT + "('value', 'x')", 422, "validation_failed", (("body.pack_id", "names nothing that is there"),)),
    Case("UPDATE example_packs SET id = 'value'", 409, "conflict"),
    Case("DELETE FROM example_packs", 409, "conflict", method="DELETE"),
    Case(INSERT + "('momentum', NULL)", 422, "validation_failed", (("body.name", "must not be null"),)),
    Case(
        INSERT + "('momentum', 'far too long')",
        422,
        "validation_failed",
        (("body", "breaks the rule example_experiments_name_is_short"),),
    ),
    Case("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$", 503, "unavailable"),
    Case("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$", 503, "unavailable"),
]


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sql)
def test_what_the_database_refuses_is_an_answer_that_names_the_place(client: TestClient, case: Case) -> None:
    refused = client.request(case.method, "/statement", json={"sql": case.sql})
    error = refused.json()["error"]
    assert (refused.status_code, error["code"]) == (case.status, case.code)
    assert error["details"] == [{"field": field, "message": message} for field, message in case.details]
    assert "momentum" not in refused.text
    assert ("Retry-After" in refused.headers) == (case.status == 503)
