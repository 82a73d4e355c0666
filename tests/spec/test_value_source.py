"""One value under two names: described once, at the configuration field."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from ocgen import linter
from ocgen.model import Parameter
from ocgen.spec import Loaded
from tests.conftest import CONNECTORS, Ocgen

SPEC = """\
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
sources: [{{page: https://docs.example.com/}}]
authentication:
  oauth2:
    oauth_url:
      query: [{query}]
    callback: [code, state]
    provider_data: [code, {data}]
configuration:
  - oauth.callback.url
  - {key}
  - oauth.api.secret
  - {field}
"""
KEY = '{key: oauth.api.key, term: App ID, pattern: "^[0-9]+$", accepts: digits only, example: "42"}'
SHOP = (
    "{key: acme.shop, label: Shop, description: Shop of the account., where_to_find: In its address., required: true,"
    " format: subdomain, secret: true, example: fake}"
)


def spec(query: str = "apiKey", key: str = KEY, field: str = SHOP, data: str = "state") -> str:
    return SPEC.format(query=query, key=key, field=field, data=data)


def parameters(loaded: Loaded) -> Mapping[str, Parameter]:
    assert not loaded.findings, loaded.findings
    (method,) = loaded.connectors[0].methods
    return {p.name: p for p in (*method.oauth_url_query, *method.provider_data)}


def test_a_bare_name_says_what_the_connector_says_of_its_field(load_text: Callable[..., Loaded]) -> None:
    key = parameters(load_text(spec()))["apiKey"]
    assert (key.term, key.pattern, key.accepts, key.example) == ("App ID", "^[0-9]+$", "digits only", "42")
    assert key.description == "Client ID of your app at Acme.", "the field says nothing, so the platform's words count"
    assert (key.name, key.value_from, key.required.always) == ("apiKey", "configuration:oauth.api.key", True)


def test_the_parameter_itself_has_the_last_word(load_text: Callable[..., Loaded]) -> None:
    query = "{name: apiKey, term: Key, example: '7', description: Number of the app.}"
    key = parameters(load_text(spec(query)))["apiKey"]
    assert (key.term, key.example, key.description) == ("Key", "7", "Number of the app.")
    assert key.pattern == "^[0-9]+$", "of this it says nothing"


def test_a_shape_is_never_put_together_from_two_places(load_text: Callable[..., Loaded]) -> None:
    mine = parameters(load_text(spec("{name: apiKey, format: uuid}")))["apiKey"]
    assert (mine.format, mine.accepts) == ("uuid", "a UUID")
    shop = "{name: shop, value_from: 'configuration:acme.shop', enum: [fake, other]}"
    choice = parameters(load_text(spec(shop)))["shop"]
    assert (choice.format, choice.pattern, len(choice.enum)) == ("", "", 2)
    url = "{key: oauth.callback.url, pattern: '^https://acme[.]example/$', example: 'https://acme.example/'}"
    callback = parameters(load_text(spec("callbackUrl").replace("- oauth.callback.url", f"- {url}")))["callbackUrl"]
    assert (callback.format, callback.pattern) == ("url", "^https://acme[.]example/$"), "the shape that the field has"


@pytest.mark.parametrize("place", ["query", "data"])
def test_one_of_the_connectors_own_needs_no_more_than_its_source(load_text: Callable[..., Loaded], place: str) -> None:
    loaded = load_text(spec(**{place: "{name: shop, value_from: 'configuration:acme.shop'}"}))
    shop = parameters(loaded)["shop"]
    assert (shop.label, shop.description, shop.where_to_find) == ("Shop", "Shop of the account.", "In its address.")
    assert (shop.format, shop.example, shop.secret) == ("subdomain", "fake", True)
    assert not shop.required.always, "what is required is each call's own matter"
    assert linter.run(loaded) == []


def test_no_parameter_shows_what_its_field_keeps_secret(load_text: Callable[..., Loaded]) -> None:
    query = "{name: shop, secret: false, value_from: 'configuration:acme.shop'}"
    assert parameters(load_text(spec(query)))["shop"].secret


def test_a_connector_can_say_that_its_secret_is_none(load_text: Callable[..., Loaded]) -> None:
    text = spec("apiSecret").replace("- oauth.api.secret", "- {key: oauth.api.secret, secret: false}")
    assert not parameters(load_text(text))["apiSecret"].secret


def test_a_value_that_the_user_gives_has_no_field(load_text: Callable[..., Loaded]) -> None:
    key = parameters(load_text(spec("{name: apiKey, value_from: ''}")))["apiKey"]
    assert (key.term, key.pattern, key.example) == ("", "", "fake_api_key")


def test_what_is_wrong_at_the_field_is_told_once(load_text: Callable[..., Loaded]) -> None:
    key = KEY.replace('example: "42"', "example: fake")
    found = linter.run(load_text(spec(key=key)))
    assert [(f.rule, f.location.line) for f in found] == [("example-mismatch", 15)]
    found = linter.run(load_text(spec(key=KEY.replace("pattern:", "format: hostnme, pattern:"))))
    assert [(f.rule, f.help) for f in found] == [("unknown-reference", 'did you mean "hostname"?')]


def test_the_catalogue_checks_both_names_alike() -> None:
    pairs = 0
    for connector in CONNECTORS:
        for method in connector.methods:
            fields = {field.name: field for field in method.configuration}
            for parameter in (*method.oauth_token_query, *method.oauth_url_query, *method.provider_data):
                field = fields.get(parameter.value_from.removeprefix("configuration:"))
                if field is not None and parameter.const is None:
                    pairs += 1
                    assert parameter.secret >= field.secret, (connector.key, parameter.name)
                    assert (parameter.pattern, parameter.enum) == (field.pattern, field.enum), (
                        connector.key,
                        parameter.name,
                    )
    assert pairs > 200


def test_show_tells_the_inherited_example(load_text: Callable[..., Loaded], ocgen: Ocgen) -> None:
    load_text(spec())
    shown = json.loads(ocgen("show", "acme", "--specs", "specs", "--format", "json").out)
    assert shown["methods"][0]["oauth_url_query"][0]["example"] == "42"
