"""The errors that endpoints answer with, for the description of the API."""

from collections.abc import Mapping
from typing import Any

from ..envelope import ErrorEnvelope

Responses = dict[int | str, dict[str, Any]]


def described(errors: Mapping[int, str]) -> Responses:
    """As `responses=` takes them. Each has a text: the default is the standard's phrase, which Python 3.13 changed."""
    return {status: {"model": ErrorEnvelope, "description": text} for status, text in errors.items()}


ERRORS = described(
    {
        400: "A cursor that is none of this list, or more than one header that says who calls",
        401: "Nobody said who is calling",
        403: "The caller has not the role that this takes; the message names it",
        422: "What was sent is not what is asked for",
        500: "A mistake of ours; the request id helps to find it",
        503: "The database does not answer; try again in a moment",
    }
)
"""Of every endpoint."""

CHANGES = described({409: "At odds with what is there already", 413: "More than one request may hold"})
"""Of an endpoint that changes something, beside those of all."""
