"""The resolved connector as JSON, in the shape that `ocgen show --format json` publishes."""

from __future__ import annotations

from ocgen.characters import spelled
from ocgen.model import Choice, Connector, Erratum, JsonValue, Method, Parameter, Requirement


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
    described: dict[str, JsonValue] = {"name": parameter.name, "required": _required(parameter.required)}
    return {**described, **_values(parameter), "description": parameter.description}


def _provider_data(parameter: Parameter) -> dict[str, JsonValue]:
    return {"name": parameter.name, "required": _required(parameter.required), **_values(parameter)}


def _field(field: Parameter) -> dict[str, JsonValue]:
    described: dict[str, JsonValue] = {
        "key": field.name,
        "label": field.label,
        "type": field.type,
        "required": _required(field.required),
    }
    if field.required.conditional:
        described["condition"] = condition_text(field.required)
    described |= _values(field)
    optional = {"term": field.term, "format": field.format, "pattern": field.pattern, "accepts": field.accepts}
    described |= {name: value for name, value in optional.items() if value}
    described |= {"secret": field.secret, "description": field.description, "where_to_find": field.where_to_find}
    marks = {"value_from": field.value_from, "deprecated": field.deprecated, "renamed_from": field.renamed_from}
    return described | {name: value for name, value in marks.items() if value}


def _values(parameter: Parameter) -> dict[str, JsonValue]:
    values: dict[str, JsonValue] = {}
    if parameter.default is not None:
        values["default"] = parameter.default
    if parameter.const is not None:
        values["const"] = parameter.const
    if parameter.enum:
        values["enum"] = [choice.value for choice in parameter.enum]
    elif parameter.const:
        values["enum"] = [parameter.const]
    if any(_says(choice) for choice in parameter.enum):
        values["meanings"] = {choice.value: choice.description for choice in parameter.enum if _says(choice)}
    if parameter.example is not None:
        values["example"] = parameter.example
    return values


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
