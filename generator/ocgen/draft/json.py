"""The draft as JSON, in the shape of `ocgen show --format json`. What the source does not tell is null or left out.

Descriptions are left out: they are the source's own sentences.
"""

from __future__ import annotations

from ocgen.facts.connector import ConnectorFacts, MethodFacts, ValueFacts, as_meant
from ocgen.model import JsonValue


def draft_json(facts: ConnectorFacts) -> dict[str, JsonValue]:
    """Return the facts in the shape of a resolved connector."""
    facts = as_meant(facts, facts.errata)
    events = facts.events
    return {
        "key": facts.key or None,
        "name": facts.name,
        "hub": facts.hub,
        "provider": facts.provider,
        "methods": [_method(method) for method in facts.methods],
        "configuration": [{"key": field.name, **_value(field)} for field in facts.configuration],
        "events": {
            "methods": list(events.methods) if events else [],
            "parameters": list(events.parameters) if events else [],
            "resources": list(events.resources) if events else [],
        },
        "errata": [{**e.words(), "about": [{**a.members()} for a in e.about]} for e in facts.errata],
    }


def _method(method: MethodFacts) -> dict[str, JsonValue]:
    described: dict[str, JsonValue] = {
        "name": method.name,
        "type": method.type,
        "flow": method.flow,
        "oauth_token_query": [_parameter(parameter) for parameter in method.oauth_token_query],
        "oauth_url_query": [_parameter(parameter) for parameter in method.oauth_url_query],
    }
    if method.callback is not None:
        described["callback"] = [{"name": parameter.name} for parameter in method.callback]
    described["provider_data"] = [_parameter(parameter) for parameter in method.provider_data]
    return described | {"configuration": list(method.configuration), "request": dict.fromkeys(method.request)}


def _parameter(value: ValueFacts) -> dict[str, JsonValue]:
    return {"name": value.name, **_value(value)}


def _value(value: ValueFacts) -> dict[str, JsonValue]:
    told: dict[str, JsonValue] = {
        "label": value.label,
        "type": value.type,
        "required": value.required,
        "condition": value.condition,
        "default": value.default,
        "const": value.const,
        "enum": list(value.enum) if value.enum else None,
        "secret": value.secret,
    }
    return {name: one for name, one in told.items() if one is not None}
