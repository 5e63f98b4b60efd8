"""One JSON object per line on standard output: what the cluster's log collector reads."""

import json
import logging
import sys
from datetime import UTC, datetime

from . import context

LEVELS = ("debug", "info", "warning", "error")


class JsonFormatter(logging.Formatter):
    """`logger.info("text", extra={"fields": {…}})` puts the fields beside the text."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the text holds."""
        known = context.current()
        fields = getattr(record, "fields", {})
        line = {
            **(fields if isinstance(fields, dict) else {}),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if known:
            line["request_id"] = known.request_id
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def configure(level: str) -> None:
    """For the whole process, uvicorn's own loggers included."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Each request is logged once, with its id, by the middleware.
    logging.getLogger("uvicorn.access").disabled = True
