"""The resolved connector as JSON, in the shape that `ocgen show --format json` publishes."""

from __future__ import annotations

from ocgen.model import ATTRIBUTES, Choice, Connector, Erratum, JsonValue, Method, Parameter, Requirement
from ocgen.model.describe_calls import calls_json
from ocgen.text.characters import spelled


def connector_json(connector: Connector) -> dict[str, JsonValue]:
    """Return the whole connector; members that say nothing are left out where the shape marks them optional."""
    return {
        "key": connector.key,
        "name": connector.name,
        "hub": connector.hub,
        "provider": connector.provider,
        "description": connector.description,
        "documentation": connector.documentation,
        "family": connector.family,
        "deprecated": connector.deprecated,
        "methods": [_method(method) for method in connector.methods],
        "configuration": [_field(field) for field in connector.configuration],
        "events": {
            "methods": list(connector.events.methods),
            "parameters": [parameter.name for parameter in connector.events.parameters],
            "resources": list(connector.events.resources),
            "open_resources": connector.events.open_resources,
        },
        "calls": calls_json(connector),
        "errata": [_erratum(erratum) for erratum in connector.errata],
        "sources": [{"page": source.page, "read": source.read} for source in connector.sources],
    }


def _erratum(erratum: Erratum) -> dict[str, JsonValue]:
    return {**erratum.words(), "about": [{**about.members()} for about in erratum.about]}


def _method(method: Method) -> dict[str, JsonValue]:
    return {
        "name": method.name,
        "type": method.type,
        "flow": method.flow,
        "description": method.description,
        "deprecated": method.deprecated,
        "oauth_connector": method.oauth_connector,
        "oauth_token_query": [{"name": p.name, "required": _required(p.required)} for p in method.oauth_token_query],
        "oauth_url_query": [_query_parameter(parameter) for parameter in method.oauth_url_query],
        "callback": [{"name": parameter.name} for parameter in method.callback],
        "callback_signature": _callback_signature(method),
        "provider_data": [_provider_data(parameter) for parameter in method.provider_data],
        "configuration": [field.name for field in method.configuration],
        "request": dict(method.request),
        "own_tokens": _own_tokens(method.own_tokens),
    }


def _own_tokens(method: Method | None) -> JsonValue:
    """What the request takes from users who hold tokens already; its fields with their need, which is another here."""
    if method is None:
        return None
    fields = [{"key": field.name, "required": _required(field.required)} for field in method.configuration]
    return {"description": method.description, "request": dict(method.request), "configuration": fields}


def _callback_signature(method: Method) -> JsonValue:
    signature = method.callback_signature
    if signature is None:
        return None
    over = list(signature.over)
    return {"parameter": signature.parameter, "over": over, "key": signature.key, "encoding": signature.encoding}


def _query_parameter(parameter: Parameter) -> dict[str, JsonValue]:
    return {**_provider_data(parameter), "description": parameter.description}


def _provider_data(parameter: Parameter) -> dict[str, JsonValue]:
    return {"name": parameter.name, **_attributes(parameter, brief=True)}


def _field(field: Parameter) -> dict[str, JsonValue]:
    return {"key": field.name, **_attributes(field)}


def _attributes(parameter: Parameter, *, brief: bool = False) -> dict[str, JsonValue]:
    told: dict[str, JsonValue] = {}
    for row in ATTRIBUTES:
        if not row.shown or (brief and not row.brief):
            continue
        if row.form == "choices":
            told |= _choices(parameter)
        elif row.form == "requirement":
            told |= _need(parameter.required, brief=brief)
        elif row.shown == "always" or parameter.says(row.name):
            told[row.name] = getattr(parameter, row.name)
    return told


def _need(requirement: Requirement, *, brief: bool) -> dict[str, JsonValue]:
    condition = {"condition": condition_text(requirement)} if requirement.conditional and not brief else {}
    return {"required": _required(requirement), **condition}


def _choices(parameter: Parameter) -> dict[str, JsonValue]:
    values = [choice.value for choice in parameter.enum] or list(filter(None, [parameter.const]))
    meanings: dict[str, JsonValue] = {c.value: c.description for c in parameter.enum if _says(c)}
    return {**({"enum": list(values)} if values else {}), **({"meanings": meanings} if meanings else {})}


def _says(choice: Choice) -> bool:
    return bool(choice.description)


def _required(requirement: Requirement) -> bool | str:
    return "conditional" if requirement.conditional else requirement.always


def condition_text(requirement: Requirement) -> str:
    """Return a conditional requirement in words: ``netsuite.single.session is true``."""
    parts = [f"{condition.field} is {' or '.join(map(spelled, condition.values))}" for condition in requirement.when]
    note = condition_note(requirement)
    unless = f"none of {', '.join(requirement.unless)} is given" if len(requirement.unless) > 1 else ""
    unless = unless or "".join(f"{name} is not given" for name in requirement.unless)
    return "; ".join([" and ".join([*parts, *filter(None, [unless])])] * bool(parts or unless) + [note] * bool(note))


def condition_note(requirement: Requirement) -> str:
    """Return what a conditional requirement says beside its conditions on fields."""
    if requirement.methods:
        return f"when signing in by {' or '.join(requirement.methods)}"
    return requirement.note
