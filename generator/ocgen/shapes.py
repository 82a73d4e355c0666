"""What each call sends and takes, as plain shapes: the one source of the JSON Schemas and of the Python validators.

Requests are closed, responses and callbacks are open. A call that several methods make has one variant a method; a
body is accepted when it fits any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from ocgen import examples
from ocgen.location import NOWHERE
from ocgen.model import Choice, Connector, JsonValue, Method, Parameter, Platform, Property, Requirement

Native = Literal["string", "boolean", "integer", "number", "object", "array", "null"]
CallName = Literal["oauth-token-query", "oauth-url-query", "callback-query", "instance-request", "instance-response"]

INTEGER = "^-?[0-9]{1,18}$"
NUMBER = r"^-?[0-9]{1,18}(\.[0-9]{1,18})?$"

_PLAIN_ACCEPTS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value. ``pattern`` and ``choices`` bind the string form; native numbers and booleans pass as they are."""

    types: tuple[Native, ...] = ("string",)
    not_empty: bool = False
    pattern: str = ""
    format: str = ""  # a JSON Schema format that the pattern implies
    choices: tuple[Choice, ...] = ()
    const: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A JSON array; ``items`` is None where anything may stand in it."""

    items: Leaf | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The member is required when ``field`` beside it has one of ``values``; ``absent`` counts as one of them."""

    field: str
    values: tuple[str, ...]
    absent: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object. ``shared`` marks what every connector has in the very same form."""

    name: str
    shape: Shape
    required: bool = False
    when: tuple[Given, ...] = ()
    label: str = ""
    description: str = ""
    where_to_find: str = ""
    accepts: str = ""
    default: str | None = None
    example: JsonValue = None
    secret: bool = False
    deprecated: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Object:
    """A JSON object or a query."""

    members: tuple[Member, ...] = ()
    closed: bool = False

    @property
    def own(self) -> tuple[Member, ...]:
        """The members that this connector does not share with all others."""
        return tuple(m for m in self.members if not m.shared)


Shape: TypeAlias = Leaf | Listing | Object


@dataclass(frozen=True, slots=True)
class Variant:
    """What a call is made of, for the named methods."""

    methods: tuple[str, ...]
    shape: Object
    example: JsonValue = None


@dataclass(frozen=True, slots=True)
class Call:
    """One of the things that a connector's validators check."""

    name: CallName
    title: str
    request: bool  # what a client sends; its secrets are written and never read
    variants: tuple[Variant, ...]


@lru_cache(maxsize=1)  # the targets walk one connector after another
def calls(connector: Connector) -> tuple[Call, ...]:
    """Return the calls of a connector; those that none of its methods makes are left out."""
    found = (
        Call("oauth-token-query", "OAuth token query", True, tuple(_token_queries(connector))),
        Call("oauth-url-query", "OAuth URL query", True, tuple(_url_queries(connector))),
        Call("callback-query", "Callback query", False, tuple(_callbacks(connector))),
        Call("instance-request", "Instance request", True, tuple(_requests(connector))),
        Call("instance-response", "Instance response", False, (_response(connector),)),
    )
    return tuple(replace(call, variants=_distinct(call.variants)) for call in found if call.variants)


@lru_cache(maxsize=1)
def everywhere(platform: Platform) -> tuple[Member, ...]:
    """Return the configuration fields that every connector takes."""
    return tuple(replace(_field(platform, f, platform.everywhere), shared=True) for f in platform.everywhere)


@lru_cache(maxsize=1)
def request_options(platform: Platform) -> tuple[Member, ...]:
    """Return the members of an instance request that are the same for every connector."""
    return tuple(
        _property(p, shared=True)
        for p in platform.instance_request
        if p.name not in ("element", "providerData", "configuration")
    )


@lru_cache(maxsize=1)
def response_members(platform: Platform) -> tuple[Member, ...]:
    """Return the members of an instance response that are the same for every connector."""
    return tuple(_property(p, shared=True, open_=True) for p in platform.instance_response if p.name != "element")


def natives(leaf: Leaf, texts: Iterable[str]) -> list[bool | int | float]:
    """Return the native JSON values that say the same as ``texts``, as far as the leaf takes such."""
    found: list[bool | int | float] = []
    for text in texts:
        if "boolean" in leaf.types and text in ("true", "false"):
            found.append(text == "true")
        elif {"integer", "number"} & set(leaf.types):
            found.append(int(text) if re.fullmatch("-?[0-9]+", text) else float(text))
    return found


def _token_queries(connector: Connector) -> Iterator[Variant]:
    for method in connector.methods:
        if method.flow == "token-redirect":
            example = examples.oauth_token_query(connector, method)
            yield Variant((method.name,), _query(connector, method.oauth_token_query, closed=True), example)


def _url_queries(connector: Connector) -> Iterator[Variant]:
    for method in connector.methods:
        if examples.has_oauth_url(method):
            example = examples.oauth_url_query(connector, method)
            yield Variant((method.name,), _query(connector, method.oauth_url_query, closed=True), example)


def _callbacks(connector: Connector) -> Iterator[Variant]:
    """What comes when the user agreed, and what comes when not."""
    for method in connector.methods:
        if method.flow != "none":
            example = examples.callback_query(connector, method)
            yield Variant((method.name,), _query(connector, method.callback, closed=False), example)
    for method in connector.methods:
        if examples.has_oauth_url(method):
            example = examples.refused_callback_query(connector, method)
            refused = _query(connector, connector.platform.error_parameters, closed=False)
            yield Variant((method.name,), refused, example)


def _query(connector: Connector, parameters: Sequence[Parameter], *, closed: bool) -> Object:
    return Object(tuple(_parameter(connector.platform, p, parameters) for p in parameters), closed)


def _requests(connector: Connector) -> Iterator[Variant]:
    for method in connector.methods:
        yield Variant(
            (method.name,),
            Object(tuple(_request_members(connector, method)), closed=True),
            examples.instance_request(connector, method),
        )


def _request_members(connector: Connector, method: Method) -> Iterator[Member]:
    for p in connector.platform.instance_request:
        if p.name == "element":
            yield replace(_property(p), shape=_element(connector, p, closed=True))
        elif p.name == "providerData":
            data = tuple(_parameter(connector.platform, d, method.provider_data) for d in method.provider_data)
            required = any(m.required for m in data)
            yield replace(_property(p), shape=Object(data, closed=True), required=required)
        elif p.name == "configuration":
            yield replace(_property(p), shape=Object(tuple(_fields(connector, method)), closed=True))
        elif p.name not in dict(method.request):
            yield _property(p, shared=True)
    for name, constant in method.request:
        yield Member(name, Leaf(const=constant), required=True, label=name, description="Always the same.")


def _fields(connector: Connector, method: Method) -> Iterator[Member]:
    """The fields that the method accepts, and those that every connector takes."""
    platform, accepted = connector.platform, connector.accepted(method)
    standard = {f.name: _plain(f) for f in platform.everywhere}
    named = {f.name for f in accepted}
    for f in accepted:
        shared = standard.get(f.name) == _plain(f)
        yield replace(_field(platform, f, (*accepted, *platform.everywhere)), shared=shared)
    yield from (member for member in everywhere(platform) if member.name not in named)


def _plain(parameter: Parameter) -> Parameter:
    return replace(parameter, location=NOWHERE)


def _element(connector: Connector, element: Property, *, closed: bool) -> Object:
    members = (_property(p, open_=not closed) for p in element.properties)
    key = Leaf(const=connector.key)
    return Object(tuple(replace(m, shape=key) if m.name == "key" else m for m in members), closed)


def _response(connector: Connector) -> Variant:
    platform = connector.platform
    members = {m.name: m for m in response_members(platform)}
    element = next(p for p in platform.instance_response if p.name == "element")
    own = replace(_property(element), shape=_element(connector, element, closed=False))
    ordered = tuple(members.get(p.name, own) for p in platform.instance_response)
    methods = tuple(method.name for method in connector.methods)
    return Variant(methods, Object(ordered), examples.instance_response(connector, connector.methods[0]))


def _field(platform: Platform, field: Parameter, beside: Sequence[Parameter]) -> Member:
    member = _parameter(platform, field, beside)
    return replace(member, shape=_with_natives(member.shape, field))


def _with_natives(shape: Shape, field: Parameter) -> Shape:
    natives: Mapping[str, tuple[Native, ...]] = {
        "boolean": ("string", "boolean"),
        "integer": ("string", "integer"),
        "number": ("string", "number"),
    }
    return replace(shape, types=natives.get(field.type, ("string",))) if isinstance(shape, Leaf) else shape


def _parameter(platform: Platform, parameter: Parameter, beside: Sequence[Parameter]) -> Member:
    required = parameter.required.always and (parameter.default is None)
    when = tuple(_given(parameter.required, {p.name: p for p in beside})) if not required else ()
    return Member(
        parameter.name,
        _leaf(platform, parameter, not_empty=required),
        required,
        when,
        parameter.label,
        parameter.description,
        parameter.where_to_find,
        parameter.accepts or ("" if parameter.pattern else _PLAIN_ACCEPTS.get(parameter.type, "")),
        parameter.default,
        parameter.example,
        parameter.secret,
        bool(parameter.deprecated),
    )


def _given(requirement: Requirement, beside: Mapping[str, Parameter]) -> Iterator[Given]:
    """The conditions, when all of them can be seen in the same object."""
    if all(condition.field in beside for condition in requirement.when):
        for condition in requirement.when:
            absent = beside[condition.field].default in condition.values
            yield Given(condition.field, condition.values, absent)


def _leaf(platform: Platform, parameter: Parameter, *, not_empty: bool) -> Leaf:
    if parameter.const is not None:
        return Leaf(const=parameter.const)
    if parameter.enum:
        return Leaf(choices=parameter.enum)
    if parameter.type == "boolean":
        return Leaf(choices=(Choice("true"), Choice("false")))
    typed = {"integer": INTEGER, "number": NUMBER}.get(parameter.type, "")
    pattern = parameter.pattern or typed
    implied = {f.pattern: f.json_schema for f in platform.formats}.get(pattern, "")
    return Leaf(not_empty=not_empty and not pattern, pattern=pattern, format=implied)


def _property(member: Property, *, shared: bool = False, open_: bool = False) -> Member:
    shape: Shape
    if member.type == "object":
        shape = Object(tuple(_property(p, open_=open_) for p in member.properties), closed=not open_)
    elif member.type == "array":
        shape = Listing(Leaf(types=(member.items,)) if member.items else None)
    else:
        # Responses are open: a value that an enum does not know passes.
        choices = () if open_ else tuple(Choice(value) for value in member.enum)
        text = member.required and member.type == "string" and not choices
        shape = Leaf((member.type,), not_empty=text, choices=choices)
    return Member(
        member.name,
        shape,
        member.required,
        description=member.description,
        example=member.example,
        secret=member.secret,
        shared=shared,
    )


def _distinct(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """Make one variant of those that are the same."""
    found: list[Variant] = []
    for variant in variants:
        same = next((i for i, other in enumerate(found) if other.shape == variant.shape), None)
        if same is None:
            found.append(variant)
        else:
            found[same] = replace(found[same], methods=(*found[same].methods, *variant.methods))
    return tuple(found)
