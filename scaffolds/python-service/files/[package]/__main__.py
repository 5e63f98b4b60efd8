"""`python -m <%= it.package %>`: the API as it runs in the cluster."""

import os
import sys

import uvicorn

from <%= it.platform %>.config import InvalidSettingsError

from .app import create_app
from .settings import read_settings

SHUTDOWN_SECONDS = 25
"""For requests to end after SIGTERM; the cluster waits for 30."""


def main() -> int:
    """Exit code 2 when the environment lacks something; every problem is printed."""
    try:
        settings = read_settings(os.environ)
    except InvalidSettingsError as error:
        print(error, file=sys.stderr)
        return 2
    uvicorn.run(
        create_app(settings),
        host="0.0.0.0",  # noqa: S104  # nosec B104
        port=settings.port,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
