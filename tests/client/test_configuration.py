"""Configurations: what they take and give, what they say of themselves, and the way back from what is sent."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from openconnectors import OAuthProxy, Secret
from openconnectors.configuration import BaseConfiguration
from openconnectors.connectors import hubspot, sfdc
from openconnectors.errors import ValidationError
from openconnectors.shapes import Value
from openconnectors.wire import read, render

from ocgen.model import Connector, Method
from ocgen.model.attributes import given_fields
from ocgen.model.classes import configuration_class
from ocgen.model.names import module_name
from tests.amount import examples
from tests.client.samples import APP
from tests.conftest import CONNECTORS

WAYS = [(c, way) for c in CONNECTORS for m in c.methods for way in (m, m.own_tokens) if way]


def class_of(connector: Connector, method: Method) -> Any:
    module = __import__(f"openconnectors.connectors.{module_name(connector.generated_name)}", fromlist=["KEY"])
    return getattr(module, configuration_class(connector, method))


def test_what_is_sent_leads_back() -> None:
    """For every way to sign in of the catalogue, with the example values of its fields."""
    tried = 0
    for connector, method in WAYS:
        kind = class_of(connector, method)
        if kind.METHOD.query and any(
            p.default is p.empty for p in inspect.signature(kind.METHOD.query).parameters.values()
        ):
            continue  # what the OAuth URL call needs besides is none of these
        values = {
            v.attribute: "true" if f.type == "boolean" else f.example or (f.enum[0].value if f.enum else "x")
            for f in given_fields(connector, method)
            for v in kind.METHOD.configuration
            if v.name == f.name
        }
        first = kind(**values, filter_response_nulls=True, event_objects=["contacts", "accounts"])
        again = kind.from_wire(first.reveal())
        assert again.reveal() == first.reveal(), (connector.key, method.name)
        assert kind.from_wire(again.wire()) == again
        tried += 1
    assert tried > 200


def test_native_values_come_back_as_they_were() -> None:
    first = sfdc.Configuration(
        **APP,
        filter_response_nulls=False,
        event_poller_refresh_interval=15,
        event_poller_configuration={"contacts": [1, None]},
        event_objects=["a", "b"],
        event_notification_signature_key=Secret("hidden"),
    )
    assert sfdc.Configuration.from_wire(first.reveal()) == first
    assert sfdc.Configuration.from_wire({**first.wire(), "event.poller.refresh_interval": 15}) == first
    proxied = sfdc.Configuration.from_wire(
        first.wire(), oauth_url_query=sfdc.UrlQuery(site_address="http://test.salesforce.com"), oauth_proxy=OAuthProxy()
    )
    assert proxied.oauth_url_query.site_address == "http://test.salesforce.com"
    assert proxied.oauth_proxy == OAuthProxy()


@given(text=st.text(), kind=st.sampled_from(["string", "boolean", "integer", "number", "list", "json"]))
@settings(max_examples=examples(300))
def test_whatever_is_sent_is_sent_again(text: str, kind: Any) -> None:
    assert render(read(Value("x", attribute="x", kind=kind), Secret(text))) == text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"authentication.type": "apiKey"}, 'must be "oauth2" for this way to sign in'),
        ({"oauth.api.kye": "k"}, 'did you mean "oauth.api.key"?'),
        ({"oauth.api.key": None}, "is missing"),
        ({"oauth.callback.url": "a.example"}, "must start with http"),
        ({"event.vendor.type": "pigeon"}, "event.vendor.type"),
    ],
)
def test_what_is_not_sent_does_not(changed: dict[str, Any], told: str) -> None:
    wire = hubspot.Configuration(**APP, create_bulk_properties=True).reveal()
    with pytest.raises(ValidationError, match="the configuration of hubspot") as failed:
        hubspot.Configuration.from_wire({**wire, **changed})
    assert told in str(failed.value)
    with pytest.raises(ValidationError):
        hubspot.ApiKeyConfiguration.from_wire(wire)


def test_what_comes_with_the_callback_is_left_out() -> None:
    from openconnectors.connectors import weebly

    brought = [v for v in weebly.Configuration.METHOD.configuration if v.source]
    values: dict[str, Any] = {
        v.attribute: "https://a.example" for v in weebly.Configuration.METHOD.configuration if v.attribute
    }
    first = weebly.Configuration(**values)
    sent = {**first.reveal(), **{v.name: "1" for v in brought}}
    assert weebly.Configuration.from_wire(sent) == first


@pytest.mark.parametrize("way", WAYS[:: len(WAYS) // 12], ids=lambda way: f"{way[0].key}-{way[1].name}")
def test_the_arguments_of_a_connectors_own_stand_first(way: tuple[Connector, Method]) -> None:
    kind = class_of(*way)
    names = list(inspect.signature(kind).parameters)
    common = {value.attribute for value in BaseConfiguration.__subclasses__()[0].COMMON} | {"oauth_proxy"}
    ours = [name for name in names if name not in common]
    assert names == ours + [name for name in names if name in common]
    assert {v.attribute for v in kind.METHOD.configuration if v.attribute} - common <= {*ours}
    for value in kind.METHOD.configuration:
        if value.secret and value.attribute:
            assert "Secret | str" in inspect.signature(kind).parameters[value.attribute].annotation
