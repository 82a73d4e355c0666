"""An instance request of users who hold tokens already: its own branch of the validators and of the schemas."""

from __future__ import annotations

from typing import Any

import pytest

from ocgen.model import Connector, Method
from ocgen.shapes import Variant
from tests.checkers import Checkers, checkers
from tests.conftest import CONNECTORS, Ocgen

OAUTH = [(c, m) for c in CONNECTORS for m in c.methods if m.type in ("oauth2", "oauth1")]
EACH = pytest.mark.parametrize("connector,method", OAUTH, ids=[f"{c.key}-{m.name}" for c, m in OAUTH])


def requests(connector: Connector) -> Checkers:
    return next(pair for pair in checkers(connector) if pair.call.name == "instance-request")


def variant(connector: Connector, method: Method) -> Variant:
    """The form of such a request; of one connector another method has it."""
    chosen = requests(connector).call.selected("initial")
    return next((v for v in chosen if method.name in v.methods), chosen[-1])


def body(connector: Connector, method: Method, **tokens: str) -> dict[str, Any]:
    """An example that asks for it, with these tokens in place of its own."""
    example = variant(connector, method).example
    assert isinstance(example, dict)
    kept = {n: v for n, v in example["configuration"].items() if not n.startswith("oauth.user.")}
    given = {name.replace("__", "."): value for name, value in tokens.items()}
    return {**example, "configuration": {**kept, **given}}


def told(connector: Connector, value: object, method: str = "") -> list[tuple[str, str]]:
    return [(v.pointer, v.code) for v in requests(connector).validate(value, method)]


@EACH
def test_tokens_stand_in_for_the_consent(connector: Connector, method: Method) -> None:
    pair = requests(connector)
    oauth1 = {"oauth__user__token": "t", "oauth__user__token__secret": "s"}
    ways = [oauth1] if method.type == "oauth1" else [{"oauth__user__refresh_token": "r"}, {"oauth__user__token": "t"}]
    for tokens in ways:
        request = body(connector, method, **tokens)
        if method.own_tokens is None:  # a method of the spec's own is it, and it may want more
            request["configuration"] |= {"oauth.user.refresh_interval": "3600"}
        assert "providerData" not in request
        assert pair.agree(request), pair.validate(request)
        if method.own_tokens is None:
            continue
        assert told(connector, request, method.name) == []
        more = {"oauth.scope": "a b", "oauth.user.refresh_interval": 3600}
        assert pair.agree({**request, "configuration": {**request["configuration"], **more}})
        assert not pair.agree({**request, "configuration": {**request["configuration"], "oauth.user.tokn": "x"}})
        assert not pair.agree({**request, "providerData": {"code": "c"}})
        assert not pair.agree({**request, "externalAuthentication": "none"})
    assert not pair.agree(body(connector, method))


@EACH
def test_what_is_wrong_is_told_of_the_branch_that_the_body_asks_for(connector: Connector, method: Method) -> None:
    if method.own_tokens is None or method.type == "oauth1":
        return
    pair = requests(connector)
    missing = ("/configuration/oauth.user.refresh_token", "required")
    assert told(connector, body(connector, method)) == [missing]
    assert told(connector, body(connector, method, oauth__user__token="")) == [missing]
    message = pair.validate(body(connector, method))[0].message
    assert "oauth.user.refresh_token" in message and "oauth.user.token" in message
    plain = body(connector, method, oauth__user__refresh_token="r")
    for asked in (
        {**plain, "externalAuthentication": "none"},
        {n: v for n, v in plain.items() if n != "externalAuthentication"},
    ):
        found = told(connector, asked)
        assert ("/configuration/oauth.user.refresh_token", "unknown") in found
        assert not any(pointer == "/externalAuthentication" for pointer, _ in found)


@EACH
def test_the_ordinary_request_is_as_before(connector: Connector, method: Method) -> None:
    pair = requests(connector)
    plain = next(v for v in pair.call.selected() if method.name in v.methods)
    assert isinstance(plain.example, dict)
    assert pair.agree(plain.example) and pair.agree({**plain.example, "externalAuthentication": "none"})
    assert not pair.agree({**plain.example, "externalAuthentication": "Initial"})
    message = next(
        v.message
        for v in pair.validate({**plain.example, "externalAuthentication": "Initial"})
        if v.pointer == "/externalAuthentication"
    )
    assert 'did you mean "initial"' in message


def test_other_ways_to_sign_in_do_not_take_it() -> None:
    hubspot = next(c for c in CONNECTORS if c.key == "hubspot")
    other = next(m for m in hubspot.methods if m.type == "apiKey")
    plain = next(v for v in requests(hubspot).call.selected() if other.name in v.methods)
    assert isinstance(plain.example, dict)
    found = requests(hubspot).validate({**plain.example, "externalAuthentication": "initial"}, other.name)
    assert [(v.pointer, v.code) for v in found] == [("/externalAuthentication", "const")]
    assert found[0].message == 'externalAuthentication must be "none" for this way to sign in'


def test_a_spec_can_turn_it_off_refine_it_or_have_a_method_of_its_own(load_text: Any) -> None:
    spec = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication:
  oauth2:
    oauth_url: {query: [apiKey, apiSecret, callbackUrl, state]}
    callback: [code, state]
    provider_data: [code]
    own_tokens: OWN
MORE
configuration: [oauth.api.key, oauth.api.secret, oauth.callback.url]
sources: [{page: a, read: 2026-11-24}]
"""
    own = """  mine:
    type: token
    request: {externalAuthentication: initial}
    configuration: [TOKENS]"""

    def loaded(said: str, more: str = "") -> Method:
        result = load_text(spec.replace("OWN", said).replace("MORE", more))
        assert not result.findings, result.findings
        return result.connectors[0].methods[0]  # type: ignore[no-any-return]

    assert loaded("false").own_tokens is None
    refined = loaded("{configuration: [{key: oauth.user.token, required: true}]}").own_tokens
    assert refined is not None
    assert {f.name: f.required.always for f in refined.configuration}["oauth.user.token"]
    assert loaded("true", own.replace("TOKENS", "oauth.user.refresh_token")).own_tokens is None
    assert loaded("true", own.replace("TOKENS", "oauth.user.token, oauth.user.token.secret")).own_tokens is not None


def test_every_listing_knows_it(ocgen: Ocgen) -> None:
    assert "own tokens    externalAuthentication: initial" in ocgen("show", "box").out
    assert '"own_tokens": {' in ocgen("show", "box", "--format", "json").out
    table = ocgen(
        "docs", "table", "box", "--section", "own-tokens", "--language", "de", "--columns", "key,required"
    ).out
    assert "sofern" in table and "`oauth.user.refresh_token`" in table
