import httpx
import pytest

from <%= it.package %> import base_url
from <%= it.package %>.products import _BASE_URLS


def test_every_product_has_an_address_with_https_in_each_environment() -> None:
    for product, environments in _BASE_URLS.items():
        for environment in environments:
            assert httpx.URL(base_url(product, environment)).scheme == "https"


def test_what_there_is_not_is_said_with_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_BASE_URLS, "tide-of-tests", {"live": "https://api.test"})
    with pytest.raises(ValueError, match=r'no product "nothing"; products: .*tide-of-tests'):
        base_url("nothing", "live")
    with pytest.raises(ValueError, match='tide-of-tests is not in "moon"; it is in live'):
        base_url("tide-of-tests", "moon")
