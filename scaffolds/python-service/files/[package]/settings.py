"""What the API reads from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from <%= it.platform %> import logs
from <%= it.platform %>.config import DatabaseSettings, IdentitySettings, Reader, database_settings, identity_settings


@dataclass(frozen=True, slots=True)
class Settings:
    """Read once, when the process starts."""

    database: DatabaseSettings
    identity: IdentitySettings
    log_level: str
    port: int = 8080
    docs: bool = False


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises InvalidSettingsError with everything that is missing or wrong."""
    reader = Reader(environment)
    settings = Settings(
        database=database_settings(reader),
        identity=identity_settings(reader),
        log_level=reader.choice("LOG_LEVEL", logs.LEVELS, "info"),
        port=reader.integer("PORT", 1024, 65535, 8080),
        docs=reader.choice("API_DOCS", ["allowed", "refused"], "refused") == "allowed",
    )
    reader.finish()
    return settings
