"""Every connector works on the fake platform: the examples of the pages are sent to it as they are."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openconnectors.testing import Answer, Call, Engine
from openconnectors.testing.catalogue import find_connector

from ocgen.model import Connector, Method, examples
from ocgen.model.names import module_name
from ocgen.spec.loader import Loaded
from tests.client.samples import SIGNED


def asked(engine: Engine, path: str, query: Any) -> dict[str, Any]:
    return done(engine.handle(Call("GET", path, tuple(query.items()), SIGNED)))


def done(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    assert isinstance(answer.body, dict)
    return answer.body


def brought(engine: Engine, connector: Connector, method: Method) -> dict[str, str]:
    """The provider data of a user who signed in on the fake platform, in place of that of the examples."""
    data = dict(examples.provider_data(connector, method))
    oauth, token = f"/elements/{method.oauth_connector}/oauth", {}
    if query := examples.oauth_token_query(connector, method):
        token = asked(engine, f"{oauth}/token", query)
    if not (query := examples.oauth_url_query(connector, method)):
        if "code" in data:
            found = find_connector(connector.key)
            assert found is not None
            engine.sign_ins.grant(found, data["code"])
        return data
    query = {**query, **({"requestToken": token["token"]} if token else {})}
    came = urlsplit(engine.sign_ins.consent(asked(engine, f"{oauth}/url", query)["oauthUrl"], {}))
    parameters = dict(parse_qsl(came.query))
    return {name: parameters.get(name) or {**token}.get(name) or value for name, value in data.items()}


def test_the_examples_of_every_connector_are_taken(loaded: Loaded) -> None:
    ways = [(connector, method) for connector in loaded.connectors for method in connector.methods]
    for connector, method in ways:
        engine = Engine()
        body = examples.instance_request(connector, method)
        data = brought(engine, connector, method)
        body = {**body, **({"providerData": data} if data else {})}
        created = done(engine.handle(Call("POST", "/instances", (), SIGNED, json.dumps(body).encode())))
        validators = import_module(f"openconnectors.validators.{module_name(connector.generated_name)}")
        assert validators.validate_instance_response(created) == [], connector.key
        assert created["configuration"] == body["configuration"]


@pytest.mark.parametrize("flow", ["redirect", "token-redirect", "none", "provider-started"])
def test_each_flow_is_among_them(loaded: Loaded, flow: str) -> None:
    assert any(method.flow == flow for connector in loaded.connectors for method in connector.methods)


def test_every_key_finds_its_connector(loaded: Loaded) -> None:
    for connector in loaded.connectors:
        found = find_connector(connector.key)
        assert found is not None
        assert {method.name for method in connector.methods} <= {method.name for method in found.methods}
    assert find_connector("nobody") is None
