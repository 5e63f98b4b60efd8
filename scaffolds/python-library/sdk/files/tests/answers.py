"""Bodies as the APIs send them; the contract tests compare them with the golden schemas."""

from typing import Any

META = {"request_id": "4f9c2d"}


def envelope(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": data, "meta": META}


def page(
    data: list[dict[str, Any]], next_cursor: str | None = None, limit: int = 50, since: str | None = None
) -> dict[str, Any]:
    return {"data": data, "page": {"limit": limit, "next_cursor": next_cursor, "since": since}, "meta": META}


def failure(code: str, message: str, details: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "details": details or []}, "meta": META}
