"""The ASGI application."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from <%= it.platform %> import logs, web
from <%= it.platform %>.db import Database
from <%= it.platform %>.web.described import ERRORS

from .routers import audit_logs, backtest_runs, health
from .settings import Settings, read_settings

NAME = "<%= it.repository %>"


def create_app(settings: Settings | None = None) -> FastAPI:
    """From these settings, else from the environment (`uvicorn --factory <%= it.package %>.app:create_app`)."""
    settings = settings or read_settings(os.environ)
    logs.configure(settings.log_level)
    database = Database(settings.database, NAME)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.database = database
        database.open()
        yield
        # uvicorn has answered what was in flight.
        database.close()

    app = FastAPI(
        title=NAME,
        version="1",
        lifespan=lifespan,
        responses=ERRORS,
        # Endpoints ask who calls; this one, on which the pages depend, would tell anybody.
        openapi_url="/openapi.json" if settings.docs else None,
        redoc_url=None,
    )
    web.install(app, database, settings.identity)
    app.include_router(health.router)
    app.include_router(audit_logs.router)
    app.include_router(backtest_runs.router)
    return app
