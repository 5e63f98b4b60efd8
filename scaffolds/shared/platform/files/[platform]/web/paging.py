"""A page as a list's endpoint asks for it: `page: Paging`."""

from typing import Annotated

from fastapi import Depends, Query

from ..pagination import DEFAULT_LIMIT, MAX_LIMIT, PageRequest, decode_cursor


def page_request(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="The most that the page holds")] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(description="next_cursor of the page before; absent for the first one")] = None,
) -> PageRequest:
    """422 for a limit out of bounds, 400 for a cursor that is none."""
    return PageRequest(limit, None if cursor is None else decode_cursor(cursor))


Paging = Annotated[PageRequest, Depends(page_request)]
