from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse
from fastapi.testclient import TestClient

from <%= it.package %> import audit, context, web
from <%= it.package %>.config import DatabaseSettings, IdentitySettings
from <%= it.package %>.db import Database
from <%= it.package %>.envelope import ApiError, Envelope, ErrorDetail, one
from <%= it.package %>.pagination import PageRequest
from <%= it.package %>.web.identity import Caller
from <%= it.package %>.web.paging import Paging


def application(database: Database) -> FastAPI:
    app = FastAPI()
    web.install(app, database, IdentitySettings(header="X-Actor"))

    @app.post("/forgetful")
    def forgetful() -> Envelope[dict[str, str]]:
        return one({})

    @app.post("/careful")
    def careful(caller: Caller) -> Envelope[dict[str, str]]:
        with database.session() as session:
            audit.record(session, audit.Change("care", "thing", caller))
        return one({"caller": caller})

    @app.post("/refused")
    def refused() -> None:
        raise ApiError(409, "conflict", "it is taken", [ErrorDetail(field="body.name", message="is taken")])

    @app.post("/moved")
    def moved() -> RedirectResponse:
        return RedirectResponse("/careful", 307)

    @app.get("/teapot")
    def teapot() -> None:
        raise HTTPException(418)

    @app.get("/mistake")
    def mistake() -> None:
        raise psycopg.ProgrammingError("a secret of the house")

    @app.get("/unreadable")
    @app.post("/not-storable")
    def not_storable() -> None:
        with database.session() as session:
            session.execute("SELECT 'infinity'::timestamptz").fetchone()

    @app.post("/pages")
    def add_page() -> None:
        raise AssertionError

    @app.get("/pages")
    def pages(page: Paging) -> Envelope[dict[str, int]]:
        return one({"limit": page.limit})

    return app


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(application(database), headers={"X-Actor": "ada"}) as client:
        yield client


def logged(database: Database, of: dict[str, str]) -> list[audit.AuditLog]:
    with database.session() as session:
        return list(audit.history(session, PageRequest(), of).items)


def test_a_change_that_nobody_wrote_down_is_written_down(client: TestClient, database: Database) -> None:
    answer = client.post("/forgetful", headers={"X-Request-ID": "forgot"})
    (row,) = logged(database, {"entity_type": "path", "entity_id": "/forgetful", "actor": "ada"})
    assert (answer.status_code, row.actor, row.action, row.request_id) == (200, "ada", "post", "forgot")


def test_a_change_that_was_written_down_is_not_repeated(client: TestClient, database: Database) -> None:
    assert client.post("/careful").json()["data"] == {"caller": "ada"}
    assert len(logged(database, {"entity_type": "thing", "entity_id": "ada"})) == 1
    assert logged(database, {"entity_type": "path", "entity_id": "/careful"}) == []


def test_who_did_not_say_who_calls_is_not_the_system(client: TestClient, database: Database) -> None:
    assert client.post("/forgetful", headers={"X-Actor": ""}).status_code == 200
    with database.session() as session:
        (row,) = audit.history(session, PageRequest(limit=1), {"entity_type": "path", "entity_id": "/forgetful"}).items
    assert row.actor == audit.ANONYMOUS != audit.SYSTEM


def test_a_redirect_changed_nothing(client: TestClient, database: Database) -> None:
    assert client.post("/moved", follow_redirects=False).status_code == 307
    assert client.post("/careful/", follow_redirects=False).status_code == 404
    for path in ("/moved", "/careful/"):
        assert logged(database, {"entity_type": "path", "entity_id": path}) == []


def test_what_cannot_be_stored_is_a_mistake_of_the_request(client: TestClient) -> None:
    refused = client.post("/not-storable")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "validation_failed")


def test_what_was_refused_changed_nothing(client: TestClient, database: Database) -> None:
    refused = client.post("/refused")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    assert refused.json()["error"]["details"] == [{"field": "body.name", "message": "is taken"}]
    assert logged(database, {"entity_type": "path", "entity_id": "/refused"}) == []


@pytest.mark.usefixtures("impatient")
def test_a_change_that_could_not_be_written_down_does_not_look_well(settings: DatabaseSettings) -> None:
    nowhere = Database(replace(settings, port=1), "tests")
    nowhere.open()
    with TestClient(application(nowhere)) as client:
        assert client.post("/forgetful").status_code == 500
    nowhere.close()


def test_nobody_is_who_no_trusted_header_names(client: TestClient) -> None:
    refused = client.post("/careful", headers={"X-Actor": ""})
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "unauthenticated")


def test_every_error_has_an_envelope_and_an_id(client: TestClient) -> None:
    for path, status, code in [
        ("/teapot", 418, "bad_request"),
        ("/mistake", 500, "internal"),
        ("/unreadable", 500, "internal"),
        ("/pages?limit=1&name=a%00b", 422, "validation_failed"),
        ("/pages%00", 422, "validation_failed"),
        ("/nowhere", 404, "not_found"),
        ("/pages?limit=0", 422, "validation_failed"),
        ("/pages?cursor=x", 400, "invalid_cursor"),
    ]:
        answer = client.get(path)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        assert answer.headers["X-Request-ID"] == answer.json()["meta"]["request_id"]
        assert "secret" not in answer.text


def test_a_wrong_method_is_told_every_right_one(client: TestClient) -> None:
    refused = client.delete("/pages")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")


def test_outside_of_a_request_there_is_a_new_id_each_time() -> None:
    assert context.request_id() != context.request_id()
