"""A stand-in for an API."""

from collections.abc import Callable, Sequence

import httpx
from httpx_retries import Retry

from <%= it.package %> import Client

Answers = Sequence[httpx.Response | httpx.TransportError]


class Api:
    """An API that answers one request after the other with what it was given, and remembers them."""

    def __init__(self, answers: Answers) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, httpx.TransportError):
            raise answer
        return answer

    def client(self, token: Callable[[], str] | None = None, base_url: str = "https://api.test/api/tide") -> Client:
        """A client that reaches only this API, and retries without waiting."""
        return Client(base_url, token=token, retries=Retry(total=2), transport=httpx.MockTransport(self))
