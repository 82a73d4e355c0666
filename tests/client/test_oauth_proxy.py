"""An OAuth proxy is given once, with the configuration, and goes out in both calls of a sign-in."""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import Any

import pytest
from openconnectors import OAuthProxy, Secret, SignIn, ValidationError
from openconnectors.connectors import twitter

from tests.client.harness import Harness
from tests.client.samples import CALLBACK, INSTANCE, OAUTH_URL, configuration
from tests.client.server import Answer, Server

PROXY = OAuthProxy(callback_proxy=True, is_oauth_proxy=True, oauth_proxy_name="My proxy")
ON_THE_WIRE = {"callbackProxy": "true", "isOauthProxy": "true", "oauthProxyName": "My proxy"}


def test_it_goes_into_the_query_and_the_body(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    begun = harness.call(lambda c: c.begin(configuration(oauth_proxy=PROXY), state="https://app.example/"))
    assert {n: v for n, v in server.got[0].query.items() if n in ON_THE_WIRE} == ON_THE_WIRE
    resumed = SignIn.resume(configuration(oauth_proxy=PROXY), begun.session())
    harness.call(lambda c: c.finish(resumed, "?code=c&state=https%3A%2F%2Fapp.example%2F", name="n"))
    sent = server.got[1].json
    assert isinstance(sent, dict)
    assert sent["oauthProxy"] == {"isOauthProxy": True, "oauthProxyName": "My proxy"}
    assert "My proxy" in repr(configuration(oauth_proxy=PROXY))


@pytest.mark.parametrize("change", ["update_instance", "replace_instance", "reauthenticate"])
def test_a_change_of_an_instance_names_it_too(harness: Harness, server: Server, change: str) -> None:
    """PUT and PATCH take the members that POST takes."""
    server.answer(Answer(body=INSTANCE))
    mine = configuration(oauth_proxy=PROXY)
    arguments: dict[str, Callable[[Any], Any]] = {
        "update_instance": lambda c: c.update_instance(7, configuration=mine),
        "replace_instance": lambda c: c.replace_instance(7, mine, name="n"),
        "reauthenticate": lambda c: c.reauthenticate(7, SignIn(mine, None, Secret("s")), {"code": "c", "state": "s"}),
    }
    harness.call(arguments[change])
    sent = server.got[0].json
    assert isinstance(sent, dict)
    assert sent["oauthProxy"] == {"isOauthProxy": True, "oauthProxyName": "My proxy"}


def test_half_a_proxy_is_refused_in_an_update(harness: Harness, server: Server) -> None:
    half = configuration(oauth_proxy=OAuthProxy(oauth_proxy_name="P"))
    with pytest.raises(ValidationError) as failed:
        harness.call(lambda c: c.update_instance(7, configuration=half))
    assert [v.pointer for v in failed.value.violations] == ["/oauthProxy/isOauthProxy"]
    assert server.got == []


def test_nothing_is_sent_of_what_is_not_given(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL), Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    for given in (None, OAuthProxy()):
        begun = harness.call(methodcaller("begin", configuration(oauth_proxy=given)))
        assert not ON_THE_WIRE.keys() & server.got[-1].query.keys()
    harness.call(lambda c: c.finish(begun, f"?code=c&state={begun.state}", name="n"))
    body = server.got[-1].json
    assert isinstance(body, dict) and "oauthProxy" not in body


def test_the_request_token_of_oauth_1_knows_nothing_of_it(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"token": "t", "secret": "ts"}), Answer(body=OAUTH_URL))
    mine = twitter.Configuration(
        oauth_api_key="k", oauth_api_secret="s", oauth_callback_url=CALLBACK, oauth_proxy=PROXY
    )
    harness.call(lambda c: c.begin(mine))
    first, second = server.got
    assert not ON_THE_WIRE.keys() & first.query.keys()
    assert second.query.keys() >= ON_THE_WIRE.keys()


def test_half_a_proxy_is_refused_before_the_user_consents(harness: Harness, server: Server) -> None:
    with pytest.raises(ValidationError) as failed:
        harness.call(lambda c: c.begin(configuration(oauth_proxy=OAuthProxy(oauth_proxy_name="P"))))
    assert [v.pointer for v in failed.value.violations] == ["/oauthProxy/isOauthProxy"]
    assert server.got == []
