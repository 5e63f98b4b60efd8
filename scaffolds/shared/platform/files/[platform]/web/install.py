"""Request ids, logs, errors and the audit log for one application."""

from fastapi import FastAPI

from ..config import IdentitySettings
from ..db import Database
from .audit import AuditMiddleware
from .bodies import BodyMiddleware
from .errors import install_error_handlers
from .requests import RequestMiddleware


def install(app: FastAPI, database: Database, identity: IdentitySettings) -> None:
    """After this, endpoints need only raise and return."""
    # A redirect of a wrong path would answer before anybody asked who calls, and lead out of a gateway's prefix.
    app.router.redirect_slashes = False
    install_error_handlers(app)
    # The last one added is the outermost.
    app.add_middleware(AuditMiddleware, database=database)
    app.add_middleware(BodyMiddleware, application=app)
    app.add_middleware(RequestMiddleware, identity=identity)
