"""What a spec says of its connector, as facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ocgen.facts.client import client_facts
from ocgen.facts.connector import ConnectorFacts, EventFacts, MethodFacts, Required, ValueFacts
from ocgen.facts.hub_calls import resource_texts, spec_calls
from ocgen.facts.secret_digest import digest, digest_of_all
from ocgen.findings.location import NOWHERE
from ocgen.model import ATTRIBUTES, CallbackSignature, Connector, Erratum, Method, Parameter, Platform, Requirement
from ocgen.model.describe import condition_note, condition_text

# The facts that are told as the model has them.
_PLAIN = tuple(row.name for row in ATTRIBUTES if row.fact == "own" and row.name not in {"required", "default", "enum"})


def facts_of(connector: Connector) -> ConnectorFacts:
    """Return the facts of a connector. A spec is never silent: what it does not name is not there."""
    fields = tuple(value_facts(field, connector.configuration) for field in connector.configuration)
    shared = {field.name: field for field in fields}
    events = connector.events
    return ConnectorFacts(
        key=connector.key,
        kind="spec",
        name=connector.name,
        hub=connector.hub,
        provider=connector.provider,
        methods=tuple(_method(method, shared) for method in connector.methods),
        configuration=fields,
        events=EventFacts(
            events.methods,
            tuple(p.name for p in events.parameters),
            events.resources,
            events.open_resources,
            tuple(map(value_facts, events.parameters)),
        ),
        errata=connector.errata,
        location=connector.location,
        texts=tuple(_texts(connector)),
        deprecated=connector.deprecated,
        alias=connector.alias,
        everywhere=everywhere(connector.platform),
        everywhere_query=everywhere_query(connector.platform),
        client=client_facts(connector),
        calls=tuple(spec_calls(connector)),
        every_list=connector.platform.hub_api.list_query,
    )


@lru_cache(maxsize=4)  # two sides, which many connectors share
def everywhere(platform: Platform) -> tuple[ValueFacts, ...]:
    """Return the facts of the fields that every connector takes."""
    return tuple(map(value_facts, platform.everywhere))


@lru_cache(maxsize=4)
def everywhere_query(platform: Platform) -> tuple[ValueFacts, ...]:
    """Return the facts of the parameters that every OAuth URL call takes."""
    return tuple(map(value_facts, platform.everywhere_query))


def value_facts(parameter: Parameter, beside: Iterable[Parameter] = ()) -> ValueFacts:
    """Return the facts of one value; ``beside`` are those that its condition can be about.

    A constant is an enum of one; what a secret holds is never a fact.
    """
    defaults = {other.name: other.default for other in beside} if parameter.required.when else {}
    choices = tuple(choice.value for choice in parameter.enum)
    if parameter.const is not None:
        choices = (parameter.const,)
    words: dict[str, str] = {row.name: getattr(parameter, row.name) or "" for row in ATTRIBUTES if row.fact == "text"}
    words |= {f"meaning of {choice.value}": choice.description for choice in parameter.enum}
    if parameter.required.conditional:
        words["condition"] = condition_note(parameter.required)
    if parameter.secret:
        del words["example"]
    return ValueFacts(
        name=parameter.name,
        required=_required(parameter.required),
        condition=condition_text(parameter.required) if parameter.required.conditional else None,
        default=None if parameter.secret else parameter.default,
        enum=None if parameter.secret else choices,
        location=parameter.location,
        when=parameter.required.when,
        absent=tuple(c.field for c in parameter.required.when if defaults.get(c.field) in c.values),
        unless=parameter.required.unless,
        **{name: getattr(parameter, name) for name in _PLAIN},
        texts=tuple(words.items()),
        more=tuple((row.name, getattr(parameter, row.name)) for row in ATTRIBUTES if row.fact == "more"),
        hidden=tuple(_hidden(parameter)) if parameter.secret else (),
    )


def _hidden(secret: Parameter) -> Iterator[tuple[str, str]]:
    values = [choice.value for choice in secret.enum] if secret.const is None else [secret.const]
    yield "enum", digest_of_all(values)
    yield "default", digest(secret.default) if secret.default is not None else ""
    yield "example", digest(secret.example)


def _method(method: Method, shared: dict[str, ValueFacts]) -> MethodFacts:
    fields = tuple(value_facts(field, method.configuration) for field in method.configuration)
    return MethodFacts(
        name=method.name,
        type=method.type,
        flow=method.flow,
        oauth_token_query=_values(method.oauth_token_query),
        oauth_url_query=_values(method.oauth_url_query),
        callback=_values(method.callback),
        provider_data=_values(method.provider_data),
        configuration=tuple(field.name for field in fields),
        request=tuple(name for name, _ in method.request),
        location=method.location,
        constants=method.request,
        oauth_connector=method.oauth_connector,
        overrides=tuple(f for f in fields if replace(f, location=NOWHERE) != _placeless(shared.get(f.name))),
        texts=(
            ("description", method.description),
            ("oauth_url.example", method.oauth_url_example),
        ),
        deprecated=method.deprecated,
        own_tokens=_method(method.own_tokens, shared) if method.own_tokens else None,
        callback_signature=_signature(method.callback_signature),
    )


def _values(parameters: Sequence[Parameter]) -> tuple[ValueFacts, ...]:
    return tuple(value_facts(parameter, parameters) for parameter in parameters)


def _signature(signature: CallbackSignature | None) -> str:
    if signature is None:
        return ""
    over = ", ".join(signature.over)
    return f"{signature.parameter}, the {signature.encoding} HMAC of {over} under {signature.key}"


def _placeless(field: ValueFacts | None) -> ValueFacts | None:
    return replace(field, location=NOWHERE) if field else None


def _required(requirement: Requirement) -> Required:
    return "conditional" if requirement.conditional else requirement.always


def _texts(connector: Connector) -> Iterator[tuple[str, str]]:
    yield "name", connector.name
    yield "provider", connector.provider
    yield "description", connector.description
    yield "documentation", connector.documentation
    yield "setup", "\n".join(step.text for step in connector.setup)
    yield "events.notes", connector.events.notes
    yield "errata", "\n".join(map(_erratum, connector.errata))
    yield "sources", "\n".join(f"{source.page} {source.read}" for source in connector.sources)
    yield from resource_texts(connector)
    yield "examples.oauth_url", connector.oauth_url_example
    yield "examples.response_element", json.dumps(connector.response_element, sort_keys=True)
    yield "examples.response_configuration", json.dumps(connector.response_configuration, sort_keys=True)


def _erratum(erratum: Erratum) -> str:
    return f"{erratum.where}: {erratum.says} -> {erratum.right} ({erratum.why})"
