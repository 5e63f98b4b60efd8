"""`make openapi`: writes down the API as it is."""

import json
from pathlib import Path

from <%= it.platform %>.config import DatabaseSettings, IdentitySettings

from <%= it.package %>.app import create_app
from <%= it.package %>.settings import Settings

RECORDED = Path(__file__).parent / "openapi.json"

# Nothing is connected to before the application starts.
UNUSED = DatabaseSettings("", 1, "", "", "", "app", "disable", 1)


def openapi() -> object:
    """The description that /openapi.json serves."""
    return create_app(Settings(UNUSED, IdentitySettings(), "info")).openapi()


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(openapi(), indent=2) + "\n")
