"""What the database refused, as an answer: its constraints are rules of the API, and no endpoint repeats them."""

import re

import psycopg
from psycopg import errors

from ..envelope import ApiError, ErrorDetail

KEY = re.compile(r"\(([a-z_][a-z0-9_]*(?:, [a-z_][a-z0-9_]*)*)\)=")
"""The columns in what Postgres says of a key: `Key (pack_id, name)=(momentum, first) already exists.`"""


def refused_by_database(error: psycopg.Error, method: str) -> ApiError:
    """409 where the change is at odds with another row, 422 where a value is at fault.

    The messages of Postgres hold values and stay in the log; an answer names columns and constraints alone.
    """
    match error:
        case errors.UniqueViolation() | errors.ExclusionViolation():
            return ApiError(409, "conflict", "another one has this already", key_details(error, "is taken"))
        case errors.RestrictViolation() | errors.ForeignKeyViolation() if is_still_used(error, method):
            return ApiError(409, "conflict", "something else still refers to this one")
        case errors.ForeignKeyViolation():
            return invalid(key_details(error, "names nothing that is there"))
        case errors.NotNullViolation():
            return invalid([ErrorDetail(field=f"body.{error.diag.column_name}", message="must not be null")])
        case errors.CheckViolation() if error.diag.constraint_name:
            return invalid([ErrorDetail(field="body", message=f"breaks the rule {error.diag.constraint_name}")])
        case _:
            # What no type of ours refuses and Postgres does: a NUL in a text, a date after the year 9999.
            return ApiError(422, "validation_failed", "one of the request's values cannot be stored")


def key_details(error: psycopg.Error, message: str) -> list[ErrorDetail]:
    """One for each column of the key; none where the database did not say which, as for an expression."""
    found = KEY.search(error.diag.message_detail or "")
    return [ErrorDetail(field=f"body.{column}", message=message) for column in found[1].split(", ")] if found else []


def invalid(details: list[ErrorDetail]) -> ApiError:
    """A value is at fault."""
    many = len(details) or "one"
    return ApiError(422, "validation_failed", f"{many} of the request's values are not allowed", details)


def is_still_used(error: psycopg.Error, method: str) -> bool:
    """Whether the row that was to go is one that others refer to; both ends of a reference fail with one class."""
    detail = error.diag.message_detail or ""
    return isinstance(error, errors.RestrictViolation) or method == "DELETE" or "is still referenced" in detail
