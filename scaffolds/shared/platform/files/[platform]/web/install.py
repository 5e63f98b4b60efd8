"""Request ids, logs, errors and the audit log for one application."""

from fastapi import FastAPI

from ..db import Database
from .audit import AuditMiddleware
from .errors import install_error_handlers
from .requests import RequestMiddleware


def install(app: FastAPI, database: Database, actor_header: str) -> None:
    """`actor_header` names the header in which a trusted gateway says who calls; empty trusts none."""
    install_error_handlers(app)
    # The last one added is the outermost.
    app.add_middleware(AuditMiddleware, database=database)
    app.add_middleware(RequestMiddleware, actor_header=actor_header)
