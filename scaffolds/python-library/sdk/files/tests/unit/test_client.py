import json

import httpx
import pytest
from pydantic import BaseModel

from <%= it.package %> import Client, UnexpectedAnswerError, UnreachableError

from tests.answers import envelope, page
from tests.api import Api


class Pack(BaseModel):
    id: str
    version: str


MOMENTUM = {"id": "momentum", "version": "1.2.0"}


def test_one_thing_comes_as_its_model() -> None:
    api = Api([httpx.Response(200, json=envelope(MOMENTUM | {"new": "field"}))])
    with api.client() as client:
        assert client.get("/packs/momentum", Pack) == Pack(id="momentum", version="1.2.0")
    # The prefix of the gateway stays.
    assert str(api.requests[0].url) == "https://api.test/api/tide/packs/momentum"


def test_a_thing_is_sent_as_json() -> None:
    api = Api([httpx.Response(201, json=envelope(MOMENTUM))])
    assert api.client().post("/packs", Pack(id="momentum", version="1.2.0"), Pack).version == "1.2.0"
    assert json.loads(api.requests[0].content) == MOMENTUM


def test_the_token_is_asked_for_before_each_request() -> None:
    tokens = iter(["first", "second"])
    api = Api([httpx.Response(200, json=envelope(MOMENTUM)) for _ in range(2)])
    client = api.client(token=lambda: next(tokens))
    client.get("/packs/momentum", Pack)
    client.get("/packs/momentum", Pack)
    assert [request.headers["Authorization"] for request in api.requests] == ["Bearer first", "Bearer second"]


def test_items_go_through_all_pages_with_the_same_filters() -> None:
    api = Api(
        [
            httpx.Response(200, json=page([MOMENTUM, MOMENTUM], "c2", limit=2)),
            httpx.Response(200, json=page([MOMENTUM], None, limit=2)),
        ]
    )
    assert len(list(api.client().items("/packs", Pack, limit=2, state="published", owner=None))) == 3
    assert [dict(request.url.params) for request in api.requests] == [
        {"state": "published", "limit": "2"},
        {"state": "published", "limit": "2", "cursor": "c2"},
    ]


def test_a_page_is_asked_for_when_it_is_read() -> None:
    api = Api([httpx.Response(200, json=page([MOMENTUM], "c2"))])
    pages = api.client().pages("/packs", Pack)
    assert next(pages).page.next_cursor == "c2"
    assert len(api.requests) == 1


def test_a_list_that_never_ends_is_left() -> None:
    api = Api([httpx.Response(200, json=page([MOMENTUM], "c2")) for _ in range(3)])
    with pytest.raises(UnexpectedAnswerError, match="the cursor of the next page is that of this one"):
        list(api.client().items("/packs", Pack))
    assert len(api.requests) == 2


def test_reading_is_repeated_when_nobody_could_answer() -> None:
    api = Api([httpx.Response(503), httpx.ConnectError("refused"), httpx.Response(200, json=envelope(MOMENTUM))])
    assert api.client().get("/packs/momentum", Pack).id == "momentum"
    assert len(api.requests) == 3


def test_writing_is_never_repeated() -> None:
    api = Api([httpx.ReadTimeout("too late"), httpx.Response(200, json=envelope(MOMENTUM))])
    with pytest.raises(UnreachableError, match="POST /packs: too late"):
        api.client().post("/packs", Pack(id="momentum", version="1.2.0"), Pack)
    assert len(api.requests) == 1


def test_silence_has_a_name() -> None:
    api = Api([httpx.ConnectError("refused")] * 3)
    with pytest.raises(UnreachableError, match="GET /packs/momentum: refused"):
        api.client().get("/packs/momentum", Pack)


@pytest.mark.parametrize("path", ["https://elsewhere.test/packs", "//elsewhere.test/packs"])
def test_the_token_goes_to_nobody_else(path: str) -> None:
    api = Api([])
    with pytest.raises(ValueError, match="name a place of this API, or another one would get the token"):
        api.client(token=lambda: "secret").get(path, Pack)
    assert api.requests == []


def test_the_token_goes_over_https() -> None:
    with pytest.raises(ValueError, match="only https:// keeps a token to itself"):
        Client("http://api.test")
    Client("http://localhost:8080").close()
