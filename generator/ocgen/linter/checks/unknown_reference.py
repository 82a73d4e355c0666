"""A spec refers to something that does not exist.

A bare name has no standard definition, a format is unknown, a value_from or a callback_signature names a field or
callback parameter that the method does not have, or a condition (`when`, `unless`) names a field or value that there
is not. A client generated from it would look for a value in a place where it never is.

How to fix it: correct the name, or define what it names.

    - name: siteAddress
      value_from: configuration:acme.subdomian     # wrong: did you mean "acme.subdomain"?
    - key: acme.region
      required: {when: {acme.type: clowd}}         # wrong, where acme.type is cloud or server
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context, Group, method_groups
from ocgen.model import Condition, Connector, Method, Parameter
from ocgen.text.suggest import did_you_mean

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each reference of a parameter that leads nowhere."""
    for connector in context.connectors:
        for method in connector.methods:
            yield from _signature(method)
            for group in method_groups(method):
                yield from _sources(context, connector, method, group)
                yield from _conditions(context, connector, group.parameters)
        yield from _conditions(context, connector, connector.events.parameters)
        ways = [way for method in connector.methods for way in (method, method.own_tokens) if way]
        yield from (finding for way in ways for finding in _alternatives(context, connector, way))


def _alternatives(context: Context, connector: Connector, method: Method) -> Iterator[Finding]:
    """Yield a finding for each value that may stand in the place of another one and is not beside it."""
    everywhere = {*_names(connector.platform.everywhere), *_names(connector.events.parameters)}
    for group in method_groups(method):
        beside = _names(group.parameters) | (everywhere if group.title == "configuration field" else set())
        for parameter in group.parameters:
            for name in parameter.required.unless:
                if name not in beside:
                    message = f'"{parameter.name}" is required unless "{name}" is given, which is not beside it'
                    remedy = did_you_mean(name, beside) or f'the method "{method.name}" has no such value; name another'
                    at = context.place(parameter, "required")
                    yield Finding("unknown-reference", LEVEL, message, at, remedy)


def _sources(context: Context, connector: Connector, method: Method, group: Group) -> Iterator[Finding]:
    known_of = cache(lambda kind: _known(kind, connector, method))
    for parameter in group.parameters:
        kind, _, name = parameter.value_from.partition(":")
        if not kind or name in (known := known_of(kind)):
            continue
        at = context.place(parameter, "value_from")
        if kind == "token":
            message = f'the {group.title} "{parameter.name}" takes its value from an oauth/token call'
            remedy = f'the method "{method.name}" makes none: its flow is {method.flow}, not token-redirect'
        else:
            what = "callback parameter" if kind == "callback" else "configuration field"
            message = f'the {group.title} "{parameter.name}" takes its value from the unknown {what} "{name}"'
            remedy = did_you_mean(name, known) or f'the method "{method.name}" has no such {what}; add it there'
        yield Finding("unknown-reference", LEVEL, message, at, remedy)


def _signature(method: Method) -> Iterator[Finding]:
    signature = method.callback_signature
    if signature is None:
        return
    callback, fields = _names(method.callback), _names(method.configuration)
    for name in (signature.parameter, *signature.over, signature.key):
        what, known = ("configuration field", fields) if name == signature.key else ("callback parameter", callback)
        if name not in known:
            message = f'the callback signature of "{method.name}" names the unknown {what} "{name}"'
            remedy = did_you_mean(name, known) or f'the method "{method.name}" has no such {what}; add it there'
            yield Finding("unknown-reference", LEVEL, message, method.location, remedy)


def _names(parameters: Collection[Parameter]) -> set[str]:
    return {p.name for p in parameters}


def _known(kind: str, connector: Connector, method: Method) -> Collection[str]:
    if kind == "callback":
        return _names(method.callback)
    if kind == "token":
        return {p.name for p in connector.platform.oauth_token_response} if method.flow == "token-redirect" else ()
    return {p.name for p in (*method.configuration, *connector.events.parameters, *connector.platform.everywhere)}


def _conditions(context: Context, connector: Connector, parameters: Collection[Parameter]) -> Iterator[Finding]:
    conditional = [p for p in parameters if p.required.when]
    if not conditional:
        return
    fields = {
        p.name: p for p in (*connector.platform.everywhere, *connector.events.parameters, *connector.configuration)
    }
    for parameter in conditional:
        for condition in parameter.required.when:
            at = context.place(parameter, "required")
            if condition.field in fields:
                for message, remedy in _values(condition, fields[condition.field]):
                    yield Finding("unknown-reference", LEVEL, message, at, remedy)
            else:
                message = f'"{parameter.name}" is required by the value of the unknown field "{condition.field}"'
                remedy = did_you_mean(condition.field, fields) or "name a configuration field of the connector"
                yield Finding("unknown-reference", LEVEL, message, at, remedy)


def _values(condition: Condition, field: Parameter) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the values of a condition on a field that takes only some values."""
    if field.const is not None:
        known = [field.const]
    elif field.enum:
        known = [choice.value for choice in field.enum]
    else:
        known = ["true", "false"] if field.type == "boolean" else []
    for value in condition.values:
        if known and value not in known:
            remedy = did_you_mean(value, known) or f"its values: {', '.join(known)}"
            yield f'"{field.name}" never has the value "{value}" that the condition asks for', remedy
