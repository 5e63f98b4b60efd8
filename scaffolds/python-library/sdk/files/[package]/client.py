"""A client of one API."""

from collections.abc import Callable, Generator, Iterator
from types import TracebackType

import httpx
from httpx_retries import Retry, RetryTransport
from pydantic import BaseModel

from .answers import Body, Envelope, Page, Thing, read
from .errors import UnexpectedAnswerError, UnreachableError

Filter = str | int | float | bool | None

# Retries only what is safe to repeat: connections, and answers that ask to come back later. POST is never repeated.
RETRIES = Retry(
    total=3, backoff_factor=0.5, max_backoff_wait=10, total_timeout=30, allowed_methods=["GET", "HEAD", "PUT", "DELETE"]
)


class Client:
    """A client of one API; used in `with`, it closes its connections.

    Args:
        base_url: Address of the API, with the gateway's prefix where there is one; see `products.base_url`.
        token: Called before each request, because tokens end; None for an API that asks for none.
        timeout_seconds: For a connection, and for each part of an answer.
        retries: When and how often requests are repeated.
        transport: What carries requests; for tests.

    Raises:
        ValueError: for an address without https, which would show the token to everybody on the way; this machine is
            exempt.
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: Callable[[], str] | None = None,
        timeout_seconds: float = 10.0,
        retries: Retry = RETRIES,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        address = httpx.URL(base_url)
        if address.scheme != "https" and address.host not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError(f"base_url is {base_url}; only https:// keeps a token to itself")
        self._http = httpx.Client(
            base_url=address,
            auth=None if token is None else _BearerToken(token),
            timeout=timeout_seconds,
            transport=RetryTransport(transport=transport or httpx.HTTPTransport(), retry=retries),
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def get(self, path: str, thing: type[Thing]) -> Thing:
        """One thing, as the model that describes it.

        Raises:
            ApiError: or one of its kinds, when the API refuses.
            UnreachableError: when no answer came.
            UnexpectedAnswerError: when the answer keeps no contract.
        """
        return self._call("GET", path, Envelope[thing]).data  # type: ignore[valid-type]

    def post(self, path: str, body: BaseModel, thing: type[Thing]) -> Thing:
        """Send a thing and read what became of it. It is not repeated; raises as `get`."""
        return self._call("POST", path, Envelope[thing], json=body.model_dump(mode="json")).data  # type: ignore[valid-type]

    def page(
        self, path: str, thing: type[Thing], *, limit: int = 50, cursor: str | None = None, **filters: Filter
    ) -> Page[Thing]:
        """One page of a list, the first one without a cursor; raises as `get`."""
        params = {
            name: value for name, value in {**filters, "limit": limit, "cursor": cursor}.items() if value is not None
        }
        return self._call("GET", path, Page[thing], params=params)  # type: ignore[valid-type]

    def pages(self, path: str, thing: type[Thing], *, limit: int = 50, **filters: Filter) -> Iterator[Page[Thing]]:
        """Every page of a list, asked for one by one as they are read; raises as `get`."""
        cursor: str | None = None
        while True:
            page = self.page(path, thing, limit=limit, cursor=cursor, **filters)
            yield page
            if page.page.next_cursor is None:
                return
            if page.page.next_cursor == cursor:
                raise UnexpectedAnswerError(f"GET {path}: the cursor of the next page is that of this one")
            cursor = page.page.next_cursor

    def items(self, path: str, thing: type[Thing], *, limit: int = 50, **filters: Filter) -> Iterator[Thing]:
        """Every thing of a list, `limit` at a time; raises as `get`."""
        for page in self.pages(path, thing, limit=limit, **filters):
            yield from page.data

    def _call(self, method: str, path: str, body: type[Body], **request: object) -> Body:
        if "://" in path or path.startswith("//"):
            raise ValueError(f"path is {path}; name a place of this API, or another one would get the token")
        try:
            response = self._http.request(method, path, **request)  # type: ignore[arg-type]
        except httpx.TransportError as error:
            raise UnreachableError(f"{method} {path}: {error or type(error).__name__}") from error
        return read(response, body)


class _BearerToken(httpx.Auth):
    def __init__(self, token: Callable[[], str]) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token()}"
        yield request
