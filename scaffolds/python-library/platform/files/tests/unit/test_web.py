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
from <%= it.package %>.roles import Role
from <%= it.package %>.web.identity import Admin, Caller, Reader, Writer
from <%= it.package %>.web.paging import Paging

OPEN = IdentitySettings(header="X-Actor")
ROLES = {"staff": Role.READER, "desk": Role.WRITER, "leads": Role.ADMIN}


def application(database: Database, identity: IdentitySettings = OPEN) -> FastAPI:
    app = FastAPI()
    web.install(app, database, identity)

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


@pytest.fixture
def by_role(database: Database) -> Iterator[TestClient]:
    app = application(database, IdentitySettings("X-Actor", "", "X-Roles", ROLES))

    @app.get("/read")
    def read(_: Reader) -> Envelope[str]:
        return one("")

    @app.post("/write")
    def write(_: Writer) -> Envelope[str]:
        return one("")

    @app.get("/administrate")
    def administrate(_: Admin) -> Envelope[str]:
        return one("")

    @app.get("/by-method")
    @app.delete("/by-method")
    def by_method(_: Caller) -> Envelope[str]:
        return one("")

    with TestClient(app, headers={"X-Actor": "ada"}) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "group", "missing"),
    [
        ("GET", "/read", "guests", "reader"),
        ("GET", "/read", "staff", None),
        ("GET", "/read", "leads", None),
        ("POST", "/write", "staff", "writer"),
        ("POST", "/write", "desk", None),
        ("GET", "/administrate", "desk", "admin"),
        ("GET", "/administrate", "leads", None),
        ("GET", "/by-method", "staff", None),
        ("DELETE", "/by-method", "staff", "writer"),
        ("DELETE", "/by-method", "desk", None),
    ],
)
def test_asks_for_the_role_and_names_it(
    by_role: TestClient, method: str, path: str, group: str, missing: str | None
) -> None:
    answer = by_role.request(method, path, headers={"X-Roles": group})
    assert answer.status_code == (200 if missing is None else 403)
    if missing is not None:
        assert answer.json()["error"]["code"] == "forbidden"
        assert f"takes the role {missing}," in answer.json()["error"]["message"]


def test_asks_who_calls_before_it_asks_for_the_role(by_role: TestClient) -> None:
    assert by_role.get("/read", headers={"X-Actor": "", "X-Roles": "leads"}).status_code == 401
    assert by_role.get("/read").status_code == 403


def test_asks_nobody_for_a_role_where_the_platform_names_none(database: Database) -> None:
    app = application(database)

    @app.get("/administrate")
    def administrate(_: Admin) -> Envelope[str]:
        return one("")

    with TestClient(app, headers={"X-Actor": "ada"}) as client:
        assert client.get("/administrate").status_code == 200


def test_does_not_choose_between_two_callers(client: TestClient) -> None:
    refused = client.post("/careful", headers=[("X-Actor", "ada"), ("X-Actor", "root")])
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request")
    assert refused.json()["error"]["message"] == "X-Actor is there 2 times"


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
