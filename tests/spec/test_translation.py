"""What real connectors need the language to say, in a connector that is made up and in those of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ocgen.model import CallbackSignature, Connector, examples
from ocgen.spec import Loaded
from tests.conftest import CONNECTORS, Ocgen

ACME = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
deprecated: Acme ends it in 2030; use acme2.
authentication:
  oauth2:
    oauth_url:
      query:
        - apiKey
        - {name: shop, required: false, value_from: "configuration:acme.shop"}
        - {name: region, required: false, value_from: "configuration:acme.region"}
        - state
      example: https://acme.example/authorize?state=c2f1b7d04e6a4a83
    callback: [code, state, {name: signed, example: fake}]
    callback_signature: {parameter: signed, over: [code, shop], key: oauth.api.secret}
  shop:
    type: oauth2
    deprecated: The shop is closed; sign in by oauth2.
    oauth_url:
      query: [apiKey, state]
    callback: [code, state]
configuration:
  - oauth.api.key
  - oauth.api.secret
  - {key: acme.shop, description: Shop., required: true, example: "99"}
  - {key: acme.region, description: Region., example: eu}
examples:
  oauth_url: https://acme.example/shop?state=c2f1b7d04e6a4a83
"""


@pytest.fixture
def acme(load_text: Callable[..., Loaded]) -> Connector:
    result = load_text(ACME)
    assert not result.findings
    return result.connectors[0]


def of_catalogue(key: str) -> Connector:
    return next(c for c in CONNECTORS if c.key == key)


def test_what_is_deprecated_says_so(acme: Connector, ocgen: Ocgen) -> None:
    assert [acme.deprecated, *(m.deprecated for m in acme.methods)] == [
        "Acme ends it in 2030; use acme2.",
        "",
        "The shop is closed; sign in by oauth2.",
    ]
    shown = ocgen("show", "acme", "--specs", "specs").out
    assert "deprecated: Acme ends it in 2030" in shown
    assert "deprecated    The shop is closed" in shown


def test_each_way_can_have_an_oauth_url_of_its_own(acme: Connector) -> None:
    own, shared = (examples.oauth_url_response(acme, m)["oauthUrl"] for m in acme.methods)
    assert own == "https://acme.example/authorize?state=c2f1b7d04e6a4a83"
    assert shared == "https://acme.example/shop?state=c2f1b7d04e6a4a83"


def test_an_example_sends_what_a_client_takes_from_the_configuration(acme: Connector) -> None:
    query = examples.oauth_url_query(acme, acme.methods[0])
    assert query["shop"] == "99", "the configuration holds it, so the client sends it"
    assert "region" not in query, "the configuration of the example does not hold it"


def test_a_signed_callback(acme: Connector, ocgen: Ocgen) -> None:
    assert acme.methods[0].callback_signature == CallbackSignature("signed", ("code", "shop"), "oauth.api.secret")
    # printf %s code=fake_grant_code | openssl dgst -sha256 -hmac fake_api_secret
    callback = examples.callback_query(acme, acme.methods[0])
    assert callback["signed"] == "d25c27156a9e95d2e9e6c03453276ea575e7065cadc7a0a8c3f7aa1f825a6663"
    shown: dict[str, Any] = json.loads(ocgen("show", "acme", "--specs", "specs", "--format", "json").out)
    assert shown["methods"][0]["callback_signature"] == {
        "parameter": "signed", "over": ["code", "shop"], "key": "oauth.api.secret", "encoding": "hex",
    }  # fmt: skip
    assert shown["methods"][1]["callback_signature"] is None


def test_a_signature_that_lacks_its_parts_is_a_finding(load_text: Callable[..., Loaded]) -> None:
    result = load_text(ACME.replace(", key: oauth.api.secret}", "}").replace("over: [code, shop]", "over: []"))
    assert {f.message for f in result.findings} == {"over is empty", 'the key "key" is missing'}


def test_a_call_goes_to_a_siblings_key() -> None:
    files = of_catalogue("sfdcdocuments")
    assert files.methods[0].oauth_connector == "sfdc"
    assert examples.instance_request(files, files.methods[0])["element"] == {"key": "sfdcdocuments"}


def test_oauth_2_without_a_redirect_sends_an_empty_constant() -> None:
    marketo = of_catalogue("marketo")
    (method,) = marketo.methods
    assert (method.type, method.flow) == ("oauth2", "none")
    assert examples.instance_request(marketo, method)["providerData"] == {"code": ""}


def test_a_value_from_the_callback_goes_into_the_configuration() -> None:
    sage = of_catalogue("sageone")
    callback = examples.callback_query(sage, sage.methods[0])
    assert examples.configuration(sage, sage.methods[0])["country"] == callback["country"]


def test_one_value_has_two_names() -> None:
    zendesk = of_catalogue("zendesk")
    query = examples.oauth_url_query(zendesk, zendesk.methods[0])
    assert query["siteAddress"] == examples.configuration(zendesk, zendesk.methods[0])["zendesk.subdomain"]


def test_ways_to_sign_in_are_told_apart_by_their_fields() -> None:
    ecwid = of_catalogue("ecwid")
    new, old = ({f.name for f in m.configuration if f.required.always} for m in ecwid.methods)
    assert new
    assert old
    assert not new & old


def test_three_ways_with_a_further_member_of_the_request() -> None:
    books = of_catalogue("quickbooks")
    assert [(m.type, m.flow) for m in books.methods] == [
        ("oauth2", "redirect"), ("oauth1", "token-redirect"), ("token", "none"),
    ]  # fmt: skip
    data = {name for m in books.methods for name in examples.provider_data(books, m)}
    assert data == {"code", "realmId", "oauth_token", "oauth_verifier", "secret", "state", "dataSource"}
    assert examples.oauth_url_query(books, books.methods[0])["authentication.type"] == "oauth2"
    assert examples.instance_request(books, books.methods[2])["externalAuthentication"] == "initial"


def test_a_requirement_hangs_on_a_boolean() -> None:
    for key in ("netsuitecrmv2", "netsuiteerpv2", "netsuitefinancev2", "netsuitehcv2"):
        netsuite = of_catalogue(key)
        for method in netsuite.methods:
            shown = examples.configuration(netsuite, method)
            field = next(f for f in method.configuration if f.name == "netsuite.single.session.key")
            assert not examples.holds(field.required, shown)
            assert examples.holds(field.required, {**shown, "netsuite.single.session": "true"})
