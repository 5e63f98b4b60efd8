import json
import logging

import pytest

from <%= it.package %> import context, logs


def test_every_line_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info")
    logger = logging.getLogger("shop")
    with context.entered(context.Context("request-1")):
        logger.info("two\nlines", extra={"fields": {"status": 200, "level": "forged"}})
    try:
        raise LookupError("gone")
    except LookupError:
        logger.exception("failed")
    logger.debug("not asked for")
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["message"], first["status"], first["request_id"]) == ("two\nlines", 200, "request-1")
    assert first["level"] == "info"
    assert "LookupError: gone" in second["exception"]
    assert "request_id" not in second
