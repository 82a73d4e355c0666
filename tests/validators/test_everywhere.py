"""What the platform takes for every connector: OAuth proxies, and requests to a connector's own path."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checkers import Checkers, checkers
from tests.conftest import CONNECTORS

PAIRS = [(c, {pair.call.name: pair for pair in checkers(c)}) for c in CONNECTORS]
EACH = pytest.mark.parametrize("calls", [calls for _, calls in PAIRS], ids=[c.key for c, _ in PAIRS])


def examples(pair: Checkers) -> list[dict[str, Any]]:
    return [variant.example for variant in pair.call.variants if isinstance(variant.example, dict)]


@EACH
def test_every_oauth_url_call_and_request_takes_a_proxy(calls: dict[Any, Checkers]) -> None:
    if url := calls.get("oauth-url-query"):
        for example in examples(url):
            assert url.agree({**example, "callbackProxy": "true", "isOauthProxy": "true", "oauthProxyName": "P"})
            assert not url.agree({**example, "callbackProxy": "yes"})
            assert not url.agree({**example, "oauthProxyNam": "P"})
    if token := calls.get("oauth-token-query"):
        assert not any(token.agree({**example, "isOauthProxy": "true"}) for example in examples(token))
    request = calls["instance-request"]
    for example in examples(request):
        assert request.agree({**example, "oauthProxy": {"isOauthProxy": True, "oauthProxyName": "P"}})
        for wrong in ({}, {"isOauthProxy": "true", "oauthProxyName": "P"}, {"isOauthProxy": True}, "P"):
            assert not request.agree({**example, "oauthProxy": wrong})


@EACH
def test_a_request_to_the_own_path_need_not_name_the_connector(calls: dict[Any, Checkers]) -> None:
    request, own = calls["instance-request"], calls["connector-instance-request"]
    for example in examples(request):
        without = {name: value for name, value in example.items() if name != "element"}
        assert own.agree(without) and own.agree(example)
        assert not request.agree(without)
        assert not own.agree({**example, "element": {"key": "x"}}) and not own.agree({**without, "elemnt": {}})
        assert "element" in example  # and what was checked has not been changed
    assert not own.agree([]) and not own.agree(None)
