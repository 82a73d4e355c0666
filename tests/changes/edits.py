"""Single-field edits of a resolved connector, each with the one change that it must be reported as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ocgen.model import CallbackSignature, Choice, Connector, Method, Parameter, Requirement, Resource
from ocgen.spec.build import with_configuration

LISTS = {
    "oauth_token_query": ("query", "oauth_token"),
    "oauth_url_query": ("query", "oauth_url"),
    "callback": ("callback", "callback"),
    "provider_data": ("provider-data", "provider_data"),
    "configuration": ("field", "configuration"),
}


@dataclass(frozen=True)
class Edit:
    """``level`` is what the issue's sentence on breaking asks for, worked out by hand and not by the table."""

    name: str
    after: Connector
    kind: str
    key: str
    level: str
    to: str = ""


def with_methods(connector: Connector, methods: tuple[Method, ...]) -> Connector:
    """Return the connector with other methods, its list of all fields made again."""
    return with_configuration(replace(connector, methods=methods))


def edits(connector: Connector) -> Iterator[Edit]:
    """Yield every edit of a connector."""
    yield from connector_edits(connector)
    for number, method in enumerate(connector.methods):
        yield from method_edits(connector, number, method)
        for attribute, (part, _) in LISTS.items():
            for parameter in getattr(method, attribute):
                if attribute == "configuration" and number and shared(connector, parameter):
                    continue
                change = changer(connector, number, attribute, parameter)
                yield from value_edits(part, parameter, change)


def shared(connector: Connector, parameter: Parameter) -> bool:
    return all(parameter in method.configuration for method in connector.methods)


def changer(
    connector: Connector, number: int, attribute: str, parameter: Parameter
) -> Callable[[Parameter | None], Connector]:
    """Return what puts another form of a value, or none, in its place; what all methods share changes in all."""
    everywhere = attribute == "configuration" and shared(connector, parameter)

    def change(other: Parameter | None) -> Connector:
        methods = []
        for index, method in enumerate(connector.methods):
            if index == number or everywhere:
                values = [other if v is parameter or (everywhere and v == parameter) else v
                          for v in getattr(method, attribute)]  # fmt: skip
                changed: Any = {attribute: tuple(v for v in values if v is not None)}
                method = replace(method, **changed)
            methods.append(method)
        return with_methods(connector, tuple(methods))

    return change


def value_edits(part: str, value: Parameter, change: Callable[[Parameter | None], Connector]) -> Iterator[Edit]:
    """Yield the edits of one value."""
    sent = part != "callback"
    breaking, info = "breaking", "info"

    def edit(name: str, kind: str, level: str, **members: object) -> Edit:
        return Edit(name, change(replace(value, **members)), kind, value.name, level)  # type: ignore[arg-type]

    yield Edit("removed", change(None), f"{part}-removed", value.name, breaking)
    other = replace(value, name="brand.new", renamed_from=value.name)
    yield Edit("renamed", change(other), f"{part}-renamed", value.name, breaking, to="brand.new")
    yield edit("alias", f"{part}-alias-changed", "warning", alias=f"{value.alias}new")
    yield edit("label", f"{part}-label-changed", info, label=f"{value.label} new")
    for text in ("description", "where_to_find", "term", "accepts"):
        yield replace(edit(text, "text-changed", info, **{text: "said again"}), key=text)
    yield replace(edit("renamed_from", "text-changed", info, renamed_from="very.old"), key="renamed_from")
    other_type = "boolean" if value.type != "boolean" else "string"
    yield edit("type", f"{part}-type-changed", type_level(part, value), type=other_type)
    fits = not value.pattern or re.search(value.pattern, "other")
    harmless = listed(value) or value.type == "boolean" or (fits and not sent)
    yield edit("pattern", f"{part}-pattern-changed", info if harmless else breaking, pattern="^other$")
    if value.pattern:
        harmless = sent or listed(value)
        yield edit("no pattern", f"{part}-pattern-changed", info if harmless else breaking, pattern="")
    harmless = listed(value) or value.type == "boolean" or not sent
    yield edit("max_length", f"{part}-max-length-changed", info if harmless else breaking, max_length=1)
    yield edit("min_length", f"{part}-min-length-changed", info if harmless else breaking, min_length=500)
    if value.deprecated:
        yield replace(edit("deprecated", "text-changed", info, deprecated="use another"), key="deprecated")
        yield edit("no longer deprecated", f"{part}-deprecated-changed", info, deprecated="")
    else:
        yield edit("deprecated", f"{part}-deprecated-changed", "warning", deprecated="use another")
    source = breaking if value.value_from and value.const is None else "warning"
    yield edit("source", f"{part}-source-changed", source, value_from="configuration:another")
    yield from need_edits(part, value, edit, sent=sent)
    if value.secret:
        yield edit("no secret", f"{part}-secret-changed", info, secret=False)
        return
    yield edit("secret", f"{part}-secret-changed", "warning", secret=True)
    if sent:
        yield from enum_edits(part, value, edit)
        yield from default_edits(part, value, edit)


def listed(value: Parameter) -> bool:
    return bool(value.enum) or value.const is not None


def type_level(part: str, value: Parameter) -> str:
    """What it does that a flag becomes text, or anything else a flag: what is listed stays, native flags come or go."""
    if value.type == "boolean":
        lost = part in ("field", "callback") if not listed(value) else part == "field"
    else:
        lost = not listed(value) and (part != "callback" or bool(value.pattern))
    return "breaking" if lost else "info"


def need_edits(part: str, value: Parameter, edit: Callable[..., Edit], *, sent: bool) -> Iterator[Edit]:
    kind = f"{part}-required-changed"
    always, never = Requirement(always=True), Requirement()
    safe = sent and value.default is not None
    tighter, looser = ("info" if safe else "breaking", "info") if sent else ("info", "breaking")
    if value.required.always:
        yield edit("optional", kind, looser, required=never)
        yield edit("sometimes", kind, looser, required=Requirement(note="in some cases"))
    elif not value.required.conditional:
        yield edit("required", kind, tighter, required=always)
        yield edit("sometimes", kind, tighter, required=Requirement(note="in some cases"))
    else:
        yield edit("required", kind, tighter, required=always)
        yield edit("optional", kind, looser, required=never)


def enum_edits(part: str, value: Parameter, edit: Callable[..., Edit]) -> Iterator[Edit]:
    kind = f"{part}-enum-changed"
    if value.const is not None:
        yield edit("constant", kind, "breaking", const=f"{value.const} new")
    elif value.enum:
        yield edit("more values", kind, "info", enum=(*value.enum, Choice("brand new")))
        yield edit("other values", kind, "breaking", enum=(Choice("brand new"),))
        yield edit("any value", kind, "info", enum=())
    else:
        yield edit("some values", kind, "breaking", enum=(Choice("a"), Choice("b")))


def default_edits(part: str, value: Parameter, edit: Callable[..., Edit]) -> Iterator[Edit]:
    kind = f"{part}-default-changed"
    if value.default is None:
        yield edit("default", kind, "info" if value.required.always else "warning", default="x")
    else:
        yield edit("another default", kind, "breaking", default=f"{value.default} new")
        yield edit("no default", kind, "breaking" if value.required.always else "warning", default=None)


def method_edits(connector: Connector, number: int, method: Method) -> Iterator[Edit]:
    """Yield the edits of what a method says besides its values."""

    def with_method(other: Method | None, *more: Method) -> Connector:
        methods = [other if index == number else m for index, m in enumerate(connector.methods)]
        return with_methods(connector, (*(m for m in methods if m is not None), *more))

    def edit(kind: str, key: str, level: str, **members: object) -> Edit:
        return Edit(kind, with_method(replace(method, **members)), kind, key, level)  # type: ignore[arg-type]

    flow = "provider-started" if method.flow != "provider-started" else "none"
    yield edit("flow-changed", method.name, "breaking", flow=flow)
    yield edit("oauth-connector-changed", "oauth_connector", "breaking", oauth_connector="another")
    yield edit("text-changed", "description", "info", description="said again")
    yield edit("text-changed", "oauth_url.example", "info", oauth_url_example="https://example.com/other")
    if method.deprecated:
        yield edit("text-changed", "deprecated", "info", deprecated="use another")
        yield edit("method-deprecated-changed", method.name, "info", deprecated="")
    else:
        yield edit("method-deprecated-changed", method.name, "warning", deprecated="use another")
    yield from signature_edits(method, edit)
    yield edit("top-level-added", "brandNew", "breaking", request=(*method.request, ("brandNew", "1")))
    for name, constant in method.request:
        rest = tuple(r for r in method.request if r[0] != name)
        yield edit("top-level-removed", name, "breaking", request=rest)
        yield edit("top-level-changed", name, "breaking", request=(*rest, (name, f"{constant}x")))
    bare = replace(method, name="brand_new", type="aws", oauth_token_query=(), oauth_url_query=(), callback=(),
                   provider_data=(), configuration=())  # fmt: skip
    yield Edit("method added", with_method(method, bare), "method-added", "brand_new", "info")
    for attribute, (part, _) in LISTS.items():
        for need, level in ((Requirement(always=True), "breaking"), (Requirement(), "info")):
            new = Parameter(name="brand.new", required=need)
            found = {attribute: (*getattr(method, attribute), new)}
            yield edit(f"{part}-added", "brand.new", level if part != "callback" else "info", **found)


def signature_edits(method: Method, edit: Callable[..., Edit]) -> Iterator[Edit]:
    kind, key, own = "callback-signature-changed", "callback_signature", method.callback_signature
    if own is None:
        signed = CallbackSignature("hmac", ("code", "state"), "oauth.api.secret")
        yield edit(kind, key, "info", callback_signature=signed)
        return
    yield edit(kind, key, "breaking", callback_signature=None)
    others = ({"parameter": "other"}, {"over": own.over[1:]}, {"key": "other"},
              {"encoding": "base64" if own.encoding == "hex" else "hex"})  # fmt: skip
    for members in others:
        yield edit(kind, key, "breaking", callback_signature=replace(own, **members))


def in_hub(resource: Resource, hub: str, other: str) -> Resource:
    """Return a resource as it is in another hub, with those below it that are in the same one."""
    return replace(
        resource,
        hub=other if resource.hub == hub else resource.hub,
        resources=tuple(in_hub(below, hub, other) for below in resource.resources),
        children=tuple(in_hub(below, hub, other) for below in resource.children),
    )


def connector_edits(connector: Connector) -> Iterator[Edit]:
    """Yield the edits of what a connector says besides its methods."""

    def edit(kind: str, key: str, level: str, **members: object) -> Edit:
        return Edit(kind, replace(connector, **members), kind, key, level)  # type: ignore[arg-type]

    events = connector.events
    if connector.deprecated:
        yield edit("text-changed", "deprecated", "info", deprecated="use another")
        yield edit("connector-deprecated-changed", connector.key, "info", deprecated="")
    else:
        yield edit("connector-deprecated-changed", connector.key, "warning", deprecated="use another")
    moved_resources = tuple(in_hub(resource, connector.hub, "another") for resource in connector.resources)
    yield edit("hub-changed", "hub", "breaking", hub="another", resources=moved_resources)
    yield edit("connector-alias-changed", connector.key, "warning", alias="another")
    for text in ("name", "provider", "description", "documentation"):
        yield edit("text-changed", text, "info", **{text: "said again"})
    yield (
        edit("text-changed", "errata", "info", errata=connector.errata[1:] or (), sources=connector.sources)
        if (connector.errata)
        else edit("text-changed", "sources", "info", sources=())
    )
    methods = tuple(replace(m, oauth_connector="another") if m.oauth_connector == connector.key else m
                    for m in connector.methods)  # fmt: skip
    moved = replace(connector, key="another", methods=methods)
    yield Edit("key", moved, "key-changed", connector.key, "breaking", to="another")
    for method in events.methods:
        rest = tuple(m for m in events.methods if m != method)
        yield edit("event-method-removed", method, "breaking", events=replace(events, methods=rest))
    for method in {"polling", "webhook"} - set(events.methods):
        added = replace(events, methods=(*events.methods, method))
        yield edit("event-method-added", method, "info", events=added)
    added = replace(events, resources=(*events.resources, "BrandNew"))
    yield edit("event-resource-added", "BrandNew", "info", events=added)
    for name in events.resources[:1]:
        level = "info" if events.open_resources else "breaking"
        yield edit("event-resource-removed", name, level, events=replace(events, resources=events.resources[1:]))
    level = "breaking" if events.open_resources else "info"
    turned = replace(events, open_resources=not events.open_resources)
    yield edit("event-resources-changed", "open_resources", level, events=turned)
