"""Example requests and answers of a connector, as the help page, the schemas and the tests show them.

Pure functions of the model. One value has one example, whatever name it travels under: a parameter that takes its value
from somewhere else (``value_from``) shows what stands there. A request holds everything that is required, every
constant, and of the optional values only those that teach something: a value that comes back in the callback, the state
that guards against forged ones, and provider data that the callback brings.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

from ocgen.model import Connector, JsonValue, Method, Parameter, Platform, Property, Refusal, Requirement
from ocgen.model.names import identifier

MASK = "********"

_FALLBACKS = {"boolean": "true", "integer": "1", "number": "1.5", "list": "first,second", "json": "{}"}

# Every target asks for the examples of one connector again and again, and then for those of the next.
_kept = lru_cache(maxsize=32)

# Optional members of the instance request that an example shows all the same.
_WORTH_SHOWING = frozenset({"tags"})


@_kept
def oauth_token_query(connector: Connector, method: Method) -> Mapping[str, str]:
    """Return the query of the oauth/token call (OAuth 1 only; else empty)."""
    return _query(connector, method, method.oauth_token_query)


def oauth_token_response(connector: Connector, method: Method) -> dict[str, JsonValue]:
    """Return the answer of the oauth/token call; empty when the method makes none."""
    if method.flow != "token-redirect":
        return {}
    return {p.name: property_example(p) for p in connector.platform.oauth_token_response}


@_kept
def oauth_url_query(connector: Connector, method: Method) -> Mapping[str, str]:
    """Return the query of the oauth/url call; empty when the method has no redirect."""
    return _query(connector, method, method.oauth_url_query)


def oauth_url_response(connector: Connector, method: Method) -> dict[str, JsonValue]:
    """Return the answer of the oauth/url call; empty when the method has no redirect."""
    if not has_oauth_url(method):
        return {}
    known = {"oauthUrl": _oauth_url(connector, method), "element": method.oauth_connector or connector.key}
    properties = connector.platform.oauth_url_response
    return {p.name: known.get(p.name) or property_example(p) for p in properties}


@_kept
def callback_query(connector: Connector, method: Method) -> Mapping[str, str]:
    """Return what the provider sends to the callback URL when the user agreed; empty when the method has no redirect.

    Optional parameters are there when the OAuth URL call sent them or another value is taken from them.
    """
    sent = oauth_url_query(connector, method)
    others = (*method.provider_data, *method.configuration)
    taken = {p.value_from.removeprefix("callback:") for p in others if p.value_from.startswith("callback:")}
    signature = method.callback_signature
    signed = {signature.parameter, *signature.over} if signature else set()
    shown = (p for p in method.callback if p.required.always or p.name in {*sent, *taken, *signed})
    values = {p.name: example_value(connector, method, p) for p in shown}
    return {**values, signature.parameter: _sign(connector, method, values)} if signature else values


def refused_callback_query(connector: Connector, method: Method, refusal: Refusal) -> dict[str, str]:
    """Return what the provider sends to the callback URL when the user refused, in one form.

    A form whose sign is missing has no example: nothing of what comes would tell it from a mistake.
    """
    if refusal.missing:
        return {}
    sent = oauth_url_query(connector, method)
    returned = {p.name: sent[p.name] for p in method.callback if p.name in sent}
    errors = {p.name: example_value(connector, method, p) for p in refusal.parameters}
    return {**errors, **returned}


@_kept
def provider_data(connector: Connector, method: Method) -> Mapping[str, str]:
    """Return ``providerData`` of the instance request; empty when the method has none."""
    callback = callback_query(connector, method)
    shown = (
        p
        for p in method.provider_data
        if p.required.always or p.const is not None or p.value_from.removeprefix("callback:") in callback
    )
    return {p.name: example_value(connector, method, p) for p in shown}


@_kept
def configuration(connector: Connector, method: Method) -> Mapping[str, str]:
    """Return ``configuration`` of the instance request, in the spec's order."""
    fields = {f.name: f for f in method.configuration}
    shown = {n for n, f in fields.items() if f.required.always or f.const is not None}
    while True:  # a field that is shown can make another one required
        state = {n: example_value(connector, method, f) if n in shown else f.default for n, f in fields.items()}
        more = {n for n, f in fields.items() if holds(f.required, state)} - shown
        if not more:
            return {n: example_value(connector, method, f) for n, f in fields.items() if n in shown}
        shown |= more


def event_configuration(connector: Connector) -> dict[str, str]:
    """Return the event fields that turn events on, with examples; empty when the connector reports none.

    Of the ways to learn of events it takes the first, and of the resources the first two.
    """
    events = connector.events
    if not events.methods:
        return {}
    values: dict[str, str] = {}
    for parameter in events.parameters:
        if parameter.enum and {c.value for c in parameter.enum} >= set(events.methods):
            values[parameter.name] = events.methods[0]
        elif parameter.type == "list" and events.resources:
            values[parameter.name] = ",".join(events.resources[:2])
        elif not parameter.deprecated:
            values[parameter.name] = example_value(connector, connector.methods[0], parameter)
    return values


def callback_address(connector: Connector, method: Method) -> str:
    """Return the address of the app that the provider sends the user back to."""
    fields = {f.name: f for f in (*connector.platform.configuration, *method.configuration)}
    given = oauth_url_query(connector, method).get("callbackUrl")
    if given is None and "oauth.callback.url" in fields:
        return example_value(connector, method, fields["oauth.callback.url"])
    return given or "https://www.example.com/auth"


def instance_request(
    connector: Connector, method: Method, more: Mapping[str, str] | None = None
) -> dict[str, JsonValue]:
    """Return the body of the instance request, with ``more`` configuration fields."""
    known: dict[str, JsonValue] = {
        "element": {"key": connector.key},
        "providerData": provider_data(connector, method),
        "configuration": {**configuration(connector, method), **(more or {})},
    }
    body: dict[str, JsonValue] = {}
    for member in connector.platform.instance_request:
        if member.name in known:
            if member.required or known[member.name]:
                body[member.name] = known[member.name]
        elif member.required or member.name in _WORTH_SHOWING:
            body[member.name] = property_example(member)
    return {**body, **dict(method.request)}


def instance_response(connector: Connector, method: Method) -> dict[str, JsonValue]:
    """Return the answer to ``instance_request``: what was sent comes back, secrets apart."""
    request = instance_request(connector, method)
    body: dict[str, JsonValue] = {}
    for member in connector.platform.instance_response:
        if member.name == "element":
            body["element"] = _element(connector, member)
        elif member.name == "configuration":
            body["configuration"] = _response_configuration(connector, method)
        elif member.name in request and not member.properties:
            body[member.name] = request[member.name]
        elif member.required or member.example is not None:
            body[member.name] = property_example(member)
    return body


def error_response(platform: Platform) -> dict[str, JsonValue]:
    """Return the body of an answer that reports an error."""
    return {p.name: property_example(p) for p in platform.error_response}


def has_oauth_url(method: Method) -> bool:
    """Whether the method asks the platform for an address to send the user to."""
    return method.flow in ("redirect", "token-redirect")


def holds(requirement: Requirement, values: Mapping[str, str | None]) -> bool:
    """Whether a value is required, given the configuration ``values`` (defaults included).

    A condition in words never holds here: only a person can judge it.
    """
    if requirement.always:
        return True
    conditions = bool(requirement.when or requirement.unless)
    others = any(values.get(name) for name in requirement.unless)
    return conditions and not others and all(values.get(c.field) in c.values for c in requirement.when)


def example_value(connector: Connector, method: Method, parameter: Parameter) -> str:
    """Return the one example of a parameter, field or callback parameter of ``method``, by whatever name it goes."""
    return _value(connector, method, parameter, frozenset())


def property_example(member: Property) -> JsonValue:
    """Return the example of a member of a JSON body: its own, or a plain one of its type."""
    if member.example is not None:
        return member.example
    if member.properties:
        return {p.name: property_example(p) for p in member.properties if p.required}
    plain: dict[str, JsonValue] = {"boolean": True, "integer": 1, "object": {}, "array": []}
    if member.enum:
        return member.enum[0]
    return plain.get(member.type, f"fake_{member.name}" if member.secret else member.name)


def _query(connector: Connector, method: Method, parameters: Iterable[Parameter]) -> dict[str, str]:
    returned = {p.name for p in method.callback} | {"state"}
    values = configuration(connector, method)
    # What a client takes from the configuration it sends, whether it must or may.
    sent = {f"configuration:{name}" for name, value in values.items() if value}
    shown = (
        p
        for p in parameters
        if p.const is not None or p.name in returned or p.value_from in sent or holds(p.required, values)
    )
    return {p.name: example_value(connector, method, p) for p in shown}


def _value(connector: Connector, method: Method, parameter: Parameter, seen: frozenset[int]) -> str:
    if parameter.const is not None:
        return parameter.const
    source = _source(connector, method, parameter)
    if isinstance(source, Parameter) and id(source) not in seen and source is not parameter:
        return _value(connector, method, source, seen | {id(parameter)})
    if isinstance(source, str):
        return source
    return _own_value(parameter)


def _source(connector: Connector, method: Method, parameter: Parameter) -> Parameter | str | None:
    """Return where the value comes from: another parameter, or the answer of the oauth/token call."""
    kind, _, name = parameter.value_from.partition(":")
    if kind == "configuration":
        return next((f for f in method.configuration if f.name == name), None)
    if kind == "callback":
        return next((p for p in method.callback if p.name == name), None)
    if kind == "token":
        found = next((p for p in connector.platform.oauth_token_response if p.name == name), None)
        return None if found is None else str(property_example(found))
    if any(p is parameter for p in method.callback):
        return next((p for p in method.oauth_url_query if p.name == parameter.name), None)
    return None


def _own_value(parameter: Parameter) -> str:
    if parameter.example is not None:
        return parameter.example
    if parameter.default is not None and not parameter.secret:
        return parameter.default
    if parameter.enum:
        return parameter.enum[0].value
    if parameter.secret:
        return f"fake_{identifier(parameter.name)}"
    return _FALLBACKS.get(parameter.type, f"my_{identifier(parameter.name)}")


def _sign(connector: Connector, method: Method, callback: Mapping[str, str]) -> str:
    """Return the signature that the provider would give the example callback."""
    signature = method.callback_signature
    assert signature is not None
    text = "&".join(f"{name}={callback[name]}" for name in signature.over if name in callback)
    key = next((f for f in method.configuration if f.name == signature.key), None)
    secret = example_value(connector, method, key) if key else ""
    digest = hmac.digest(secret.encode(), text.encode(), "sha256")
    return digest.hex() if signature.encoding == "hex" else base64.b64encode(digest).decode("ascii")


def _oauth_url(connector: Connector, method: Method) -> str:
    if method.oauth_url_example or connector.oauth_url_example:
        return method.oauth_url_example or connector.oauth_url_example
    returned = {p.name for p in method.callback}
    kept = {n: v for n, v in oauth_url_query(connector, method).items() if n in returned}
    return "https://signin.example.com/authorize?" + urlencode({"response_type": "code", **kept})


def _element(connector: Connector, member: Property) -> JsonValue:
    known: dict[str, JsonValue] = {"key": connector.key, "name": connector.name, "hub": connector.hub, "active": True}
    own = connector.response_element
    first = {p.name: own.get(p.name, known.get(p.name)) for p in member.properties}
    return {**{n: v for n, v in first.items() if v is not None}, **own}


def _response_configuration(connector: Connector, method: Method) -> JsonValue:
    """The spec's own entries, without those of another method; what the request sent comes back as it was."""
    sent = configuration(connector, method)
    secrets = {f.name for f in method.configuration if f.secret}
    foreign = {f.name for f in connector.configuration} - {f.name for f in method.configuration}
    kept = {n: v for n, v in connector.response_configuration.items() if n not in foreign}
    if not kept:
        return {n: MASK if n in secrets else v for n, v in sent.items()}
    return {n: sent[n] if n in sent and n not in secrets else v for n, v in kept.items()}
