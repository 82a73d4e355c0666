"""The hub calls of a connector as JSON, in the shape that `ocgen show --format json` and `ocgen import` publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocgen.model import WITH_MEMBERS, Connector, HubApi, HubCall, JsonValue, PlatformCall, Resource, ResourceField


def calls_json(connector: Connector) -> list[JsonValue]:
    """Return every call below the connector's hub, those that all connectors have last and marked ``platform``."""
    api = connector.platform.hub_api
    own = [call for resource in connector.resources for call in resource_calls_json(resource, api)]
    return [*own, *(_platform_call(call, api, connector.hub) for call in api.calls)]


def resource_calls_json(resource: Resource, api: HubApi) -> Iterator[dict[str, JsonValue]]:
    """Yield the calls of a resource and of those below it; one for each way to name an item."""
    for names, found in resource.walk():
        base = api.base(found.hub)
        for call in found.calls:
            name = ".".join((*names, call.name))
            for path, query in call.addresses:
                yield _call(name if path == call.path else f"{name}:path", base + path, call, found, query)


def fields_json(fields: Sequence[ResourceField]) -> list[JsonValue]:
    """Return fields with their names, types and whether they are required; more where there is more to say."""
    return [_field(f) for f in fields]


def _call(
    name: str, path: str, call: HubCall, resource: Resource, query: tuple[ResourceField, ...]
) -> dict[str, JsonValue]:
    return {
        "id": name,
        "method": call.method,
        "path": path,
        "query": fields_json(query),
        **({"headers": fields_json(call.headers)} if call.headers else {}),
        "body": _body(call),
        "multipart": list(call.multipart),
        "answer": call.answer,
        **({"answer_members": fields_json(call.answer_fields)} if call.answer_fields else {}),
        "where": list(call.where),
        "basis": resource.basis,
        **({"description": call.description} if call.description else {}),
        **({"deprecated": call.deprecated} if call.deprecated else {}),
        "platform": False,
    }


def _platform_call(call: PlatformCall, api: HubApi, hub: str) -> dict[str, JsonValue]:
    return {
        "id": call.id,
        "method": call.method,
        "path": api.base(hub) + call.path,
        "query": fields_json(call.query),
        "body": _body(call),
        "multipart": list(call.multipart),
        "answer": call.answer,
        "where": [],
        "description": call.description,
        "platform": True,
    }


def _body(call: HubCall | PlatformCall) -> JsonValue:
    if call.body == "none":
        return None
    open_ = call.body in WITH_MEMBERS
    form: dict[str, JsonValue] = {"form": True} if call.body == "form" else {}
    return {"members": fields_json(call.fields), "open": open_, "list": call.body == "list", **form}


def _field(field: ResourceField) -> dict[str, JsonValue]:
    told: dict[str, JsonValue] = {"name": field.name, "type": field.type, "required": field.required}
    for name in ("read_only", "secret", "description", "format", "deprecated", "alias"):
        if value := getattr(field, name):
            told[name] = value
    if field.enum:
        told["enum"] = list(field.enum)
    if field.fields:
        told["fields"] = fields_json(field.fields)
    if field.items:
        told["items"] = {k: v for k, v in _field(field.items).items() if k not in ("name", "required")}
    return told
