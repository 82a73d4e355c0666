"""Users who hold tokens already: by either client, what goes out."""

from __future__ import annotations

from operator import methodcaller
from typing import Any

import pytest
from openconnectors import SettingsError, ValidationError
from openconnectors.connectors import box, quickbooks, twitter

from tests.client.harness import Harness
from tests.client.samples import INSTANCE, KEYS, configuration
from tests.client.server import Answer, Server

OWN = box.OwnTokensConfiguration(
    oauth_api_key="k", oauth_api_secret="s", oauth_user_refresh_token="fake-refresh-token", oauth_scope="full"
)
FIELDS = {
    "oauth.api.key": "k",
    "oauth.api.secret": "s",
    "oauth.user.refresh_token": "fake-refresh-token",
    "oauth.scope": "full",
}


def test_an_instance_is_made_with_them(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    harness.call(lambda c: c.create_instance_with_tokens(OWN, name="n", tags=["a"]))
    assert [(got.method, got.path) for got in server.got] == [("POST", "/instances")]
    assert server.got[0].json == {
        "element": {"key": "box"},
        "configuration": FIELDS,
        "tags": ["a"],
        "name": "n",
        "externalAuthentication": "initial",
    }
    assert "fake-refresh-token" not in repr(OWN)


def test_an_instance_gets_new_ones(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE), Answer(body=INSTANCE))
    harness.call(lambda c: c.update_instance(1, configuration=OWN))
    harness.call(lambda c: c.replace_instance(1, OWN, name="n"))
    changed, replaced = (got.json for got in server.got)
    assert changed == {"configuration": FIELDS, "externalAuthentication": "initial"}
    assert isinstance(replaced, dict)
    assert (replaced["configuration"], replaced["externalAuthentication"]) == (FIELDS, "initial")


def test_what_is_wrong_is_told_before_anything_is_sent(harness: Harness, server: Server) -> None:
    without = box.OwnTokensConfiguration(oauth_api_key="k", oauth_api_secret="s")
    for call in (
        lambda c: c.create_instance_with_tokens(without, name="n"),
        lambda c: c.update_instance(1, configuration=without),
    ):
        with pytest.raises(ValidationError) as failed:
            harness.call(call)
        assert [v.pointer for v in failed.value.violations] == ["/configuration/oauth.user.refresh_token"]
    with pytest.raises(SettingsError, match="OwnTokensConfiguration"):
        harness.call(lambda c: c.create_instance_with_tokens(configuration(), name="n"))
    assert server.got == []


def test_other_kinds_of_sign_in_have_classes_of_their_own(harness: Harness, server: Server) -> None:
    server.answer(Answer(body=INSTANCE))
    tokens: dict[str, Any] = {"oauth_user_token": "t", "oauth_user_token_secret": "ts"}
    oauth1 = twitter.OwnTokensConfiguration(**KEYS, **tokens)
    oauth2 = quickbooks.OwnTokensConfiguration(**KEYS, oauth_user_token="t", quickbooks_realm_id="12")
    for each in (oauth1, oauth2):
        harness.call(methodcaller("create_instance_with_tokens", each, name="n"))
    sent = [got.json for got in server.got]
    assert all(isinstance(body, dict) and body["externalAuthentication"] == "initial" for body in sent)
    assert not hasattr(quickbooks, "OAuth1OwnTokensConfiguration")  # its spec has a method for that
