"""The ways to sign in other than the plain redirect, through the same helper."""

from __future__ import annotations

import json
from operator import methodcaller

import pytest
from openconnectors import (
    CallbackError,
    ConsentRefused,
    SettingsError,
    SignIn,
    StateMismatch,
    ValidationError,
)

from tests.client import acme
from tests.client.harness import Harness
from tests.client.samples import APP, CALLBACK, INSTANCE, KEYS, OAUTH_URL, configuration
from tests.client.server import Answer, Server

OAUTH2 = acme.OAuth2Configuration(
    merchant_number="12",
    **APP,
    strict=False,
    limit=100,
    oauth_url_query=acme.OAuth2UrlQuery(site_key="fake-site-key"),
)
OAUTH1 = acme.OAuth1Configuration(**APP)


def body(server: Server) -> dict[str, object]:
    found = server.got[-1].json
    assert isinstance(found, dict)
    return found


def test_values_move_between_query_callback_and_configuration(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    sign_in = harness.call(lambda c: c.begin(OAUTH2))
    assert server.got[0].path == "/elements/acme%20core/oauth/url"
    assert server.got[0].query == {
        "apiKey": "k",
        "apiSecret": "s",
        "callbackUrl": CALLBACK,
        "authentication.type": "oauth2",
        "merchantId": "12",
        "siteKey": "fake-site-key",
        "state": sign_in.state,
    }
    assert "fake-site-key" not in repr(OAUTH2.oauth_url_query)
    harness.call(lambda c: c.finish(sign_in, f"?code=c&state={sign_in.state}&realmId=4711", name="n"))
    assert body(server)["configuration"] == {
        "merchant number": "12",
        "strict": "false",
        "limit": "100",
        "mode": "live",
        "authentication.type": "oauth2",
        "oauth.api.key": "k",
        "oauth.api.secret": "s",
        "oauth.callback.url": CALLBACK,
        "realm": "4711",
    }


def test_what_the_callback_has_to_bring_is_missed_in_finish_only(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    sign_in = harness.call(lambda c: c.begin(OAUTH2))
    with pytest.raises(ValidationError, match="/configuration/realm"):
        harness.call(lambda c: c.finish(sign_in, f"?code=c&state={sign_in.state}", name="n"))
    assert len(server.got) == 1


def test_oauth1_takes_its_extra_step(harness: Harness, server: Server) -> None:
    token = {"token": "fake-request-token", "secret": "fake-request-secret"}
    server.answer(Answer(body=token), Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    sign_in = harness.call(lambda c: c.begin(OAUTH1))
    assert [got.path for got in server.got] == ["/elements/acme-books/oauth/token", "/elements/acme-books/oauth/url"]
    assert server.got[1].query["requestToken"] == "fake-request-token"
    assert sign_in.state == ""

    kept = json.loads(json.dumps(sign_in.session()))
    resumed = SignIn.resume(OAUTH1, kept)
    with pytest.raises(StateMismatch):
        harness.call(lambda c: c.finish(resumed, "?oauth_token=another&oauth_verifier=v", name="n"))
    harness.call(lambda c: c.finish(resumed, "?oauth_token=fake-request-token&oauth_verifier=v", name="n"))
    assert body(server)["providerData"] == {
        "oauth_token": "fake-request-token",
        "oauth_verifier": "v",
        "secret": "fake-request-secret",
    }
    with pytest.raises(SettingsError, match="oauth_token first"):
        harness.call(lambda c: c.oauth_url(OAUTH1))


def test_oauth1_steps_by_hand(harness: Harness, server: Server) -> None:
    server.answer(Answer(body={"token": "t", "secret": "ts"}), Answer(body=OAUTH_URL), Answer(body=INSTANCE))
    token = harness.call(lambda c: c.oauth_token(OAUTH1))
    harness.call(lambda c: c.oauth_url(OAUTH1, token=token))
    harness.call(lambda c: c.create_instance(OAUTH1, name="n", callback="?oauth_token=t&oauth_verifier=v", token=token))
    assert body(server)["providerData"] == {"oauth_token": "t", "oauth_verifier": "v", "secret": "ts"}


def test_a_connector_without_consent(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    sign_in = harness.call(lambda c: c.begin(acme.OwnTokenConfiguration(oauth_user_token="fake-token")))
    assert (sign_in.url, sign_in.state, server.got) == ("", "", [])
    with pytest.raises(CallbackError, match="takes no callback"):
        harness.call(lambda c: c.finish(sign_in, "?code=c", name="n"))
    harness.call(lambda c: c.finish(sign_in, name="n"))
    assert body(server) == {
        "element": {"key": "acme-books"},
        "configuration": {"oauth.user.token": "fake-token"},
        "name": "n",
        "externalAuthentication": "initial",
    }
    with pytest.raises(SettingsError, match="has no OAuth URL"):
        harness.call(lambda c: c.oauth_url(acme.OwnTokenConfiguration(oauth_user_token="t")))
    with pytest.raises(SettingsError, match="takes no state"):
        harness.call(lambda c: c.begin(acme.OwnTokenConfiguration(oauth_user_token="t"), state="s"))


def test_a_sign_in_that_starts_at_the_provider(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    sign_in = harness.call(lambda c: c.begin(acme.MarketplaceConfiguration(**KEYS)))
    harness.call(lambda c: c.finish(sign_in, {"code": ["c"], "site_id": ["99"]}, name="n"))
    assert body(server)["providerData"] == {"code": "c"}
    assert body(server)["configuration"] == {"site.id": "99", "oauth.api.key": "k", "oauth.api.secret": "s"}


def test_a_forged_or_refused_callback_is_never_sent(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=OAUTH_URL))
    sign_in = harness.call(lambda c: c.begin(configuration()))
    cases: list[tuple[object, type[Exception]]] = [
        ("?code=c&state=forged", StateMismatch),
        ("?code=c", StateMismatch),
        (f"?code=c&state={sign_in.state}&state=forged", CallbackError),
        ("?code=c&error=access_denied&state=forged", ConsentRefused),
        (None, CallbackError),
    ]
    for callback, error in cases:
        with pytest.raises(error):
            harness.call(methodcaller("finish", sign_in, callback, name="n"))
    without = SignIn.resume(configuration(), {**sign_in.session(), "state": ""})
    with pytest.raises(StateMismatch, match="no state was kept"):
        harness.call(lambda c: c.finish(without, "?code=c&state=any", name="n"))
    assert len(server.got) == 1
    with pytest.raises(SettingsError, match="state is empty"):
        harness.call(lambda c: c.begin(configuration(), state=""))
