import json

from .record_openapi import RECORDED, openapi


def test_the_api_is_the_one_on_record() -> None:
    """When the change is meant: `make openapi`."""
    assert openapi() == json.loads(RECORDED.read_text())
