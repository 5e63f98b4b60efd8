"""Typed access to the APIs of the family."""

from . import audit_logs, backtest_runs
from .answers import Page
from .client import Client
from .errors import (
    ApiError,
    ConflictError,
    Detail,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    SdkError,
    UnauthenticatedError,
    UnavailableError,
    UnexpectedAnswerError,
    UnreachableError,
)
from .lineage import InvalidReferenceError, Lineage, Reference, dataset_reference, parse_reference
from .products import base_url

__all__ = [
    "ApiError",
    "Client",
    "ConflictError",
    "Detail",
    "ForbiddenError",
    "InvalidReferenceError",
    "InvalidRequestError",
    "Lineage",
    "NotFoundError",
    "Page",
    "RateLimitedError",
    "Reference",
    "SdkError",
    "UnauthenticatedError",
    "UnavailableError",
    "UnexpectedAnswerError",
    "UnreachableError",
    "audit_logs",
    "backtest_runs",
    "base_url",
    "dataset_reference",
    "parse_reference",
]
