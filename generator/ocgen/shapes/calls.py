"""Connectors -> the shapes of their calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ocgen.model import Connector, JsonValue, Method, Parameter, Platform, Property, Refusal, examples
from ocgen.shapes.members import field, in_groups, member_of, parameter
from ocgen.shapes.shape import CallShape, Leaf, Member, Object, Variant


@lru_cache(maxsize=1)  # the targets walk one connector after another
def calls(connector: Connector) -> tuple[CallShape, ...]:
    """Return the calls of a connector; those that none of its methods makes are left out."""
    request = _instance_request(connector)
    found = (
        CallShape("oauth-token-query", "OAuth token query", True, tuple(_token_queries(connector))),
        CallShape("oauth-url-query", "OAuth URL query", True, tuple(_url_queries(connector))),
        CallShape("callback-query", "Callback query", False, tuple(_callbacks(connector))),
        request,
        *(
            _of_the_path(connector, request)
            for e in connector.platform.endpoints
            if e.id == "create_connector_instance"
        ),
        CallShape("instance-response", "Instance response", False, (_response(connector),)),
    )
    return tuple(replace(call, variants=_distinct(call.variants)) for call in found if call.variants)


@lru_cache(maxsize=1)
def everywhere(platform: Platform) -> tuple[Member, ...]:
    """Return the configuration fields that every connector takes."""
    return tuple(field(platform, f, platform.everywhere, shared=True) for f in platform.everywhere)


@lru_cache(maxsize=1)
def everywhere_query(platform: Platform) -> tuple[Member, ...]:
    """Return the query parameters that the OAuth URL call of every connector takes."""
    shared = platform.everywhere_query
    return tuple(replace(parameter(platform, p, shared), shared=True) for p in shared)


@lru_cache(maxsize=1)
def request_options(platform: Platform) -> tuple[Member, ...]:
    """Return the members of an instance request that are the same for every connector."""
    return tuple(
        member_of(p, shared=True)
        for p in platform.instance_request
        if p.name not in ("element", "providerData", "configuration")
    )


@lru_cache(maxsize=1)
def response_members(platform: Platform) -> tuple[Member, ...]:
    """Return the members of an instance response that are the same for every connector."""
    return tuple(member_of(p, shared=True, open_=True) for p in platform.instance_response if p.name != "element")


def callback(platform: Platform, parameters: Sequence[Parameter]) -> Object:
    """Return a callback with these parameters, and with any others."""
    return _query(platform, parameters, closed=False)


@lru_cache(maxsize=16)
def refused_callback(platform: Platform, refusal: Refusal) -> Object:
    """Return the callback of a refused consent in one of its forms, which is the same for every connector."""
    return callback(platform, refusal.parameters)


def instance_response(platform: Platform, key: str) -> Object:
    """Return the response on an instance of the connector with a key; only the key in it is the connector's own."""
    members = {m.name: m for m in response_members(platform)}
    element = next(p for p in platform.instance_response if p.name == "element")
    own = replace(member_of(element), shape=_element(key, element, closed=False))
    return Object(tuple(members.get(p.name, own) for p in platform.instance_response))


def _token_queries(connector: Connector) -> Iterator[Variant]:
    for method in connector.methods:
        if method.flow == "token-redirect":
            example = examples.oauth_token_query(connector, method)
            shape = _query(connector.platform, method.oauth_token_query, closed=True)
            yield Variant((method.name,), shape, example)


def _url_queries(connector: Connector) -> Iterator[Variant]:
    for method in connector.methods:
        if examples.has_oauth_url(method):
            example = examples.oauth_url_query(connector, method)
            own = _query(connector.platform, method.oauth_url_query, closed=True)
            named = {m.name for m in own.members}
            more = tuple(m for m in everywhere_query(connector.platform) if m.name not in named)
            yield Variant((method.name,), replace(own, members=own.members + more), example)


def _callbacks(connector: Connector) -> Iterator[Variant]:
    """Yield the callbacks of an agreed and of a refused consent."""
    for method in connector.methods:
        if method.flow != "none":
            example = examples.callback_query(connector, method)
            yield Variant((method.name,), callback(connector.platform, method.callback), example)
    for method in connector.methods:
        # A form whose sign is an absence is none here: whatever lacks something would be valid.
        for refusal in connector.platform.refusals_of(method.flow):
            if not refusal.missing:
                example = examples.refused_callback_query(connector, method, refusal)
                shape = refused_callback(connector.platform, refusal)
                yield Variant((method.name,), shape, example, refusal.name, refusal.sign.name)


def _query(platform: Platform, parameters: Sequence[Parameter], *, closed: bool) -> Object:
    return Object(tuple(in_groups(parameter(platform, p, parameters) for p in parameters)), closed)


def _instance_request(connector: Connector) -> CallShape:
    """Return the call with its variants, by consent and with own tokens; one member tells the two apart."""
    told = connector.platform.own_tokens.request[:1]
    forms = [m for method in connector.methods for m in (method, method.own_tokens) if m]
    variants = tuple(_request(connector, m, told if told and told[0] in m.request else ()) for m in forms)
    if not any(v.selects for v in variants):
        return CallShape("instance-request", "Instance request", True, variants)
    return CallShape("instance-request", "Instance request", True, tuple(_without(told[0], variants)), told[0][0])


def _of_the_path(connector: Connector, request: CallShape) -> CallShape:
    """Return the request to the connector's own path: the same, but that the member with its name may be left out."""
    variants = []
    for variant in request.variants:
        members = tuple(replace(m, required=False) if m.name == "element" else m for m in variant.shape.members)
        example = variant.example if isinstance(variant.example, Mapping) else {}
        shown = {name: value for name, value in example.items() if name != "element"}
        variants.append(replace(variant, shape=replace(variant.shape, members=members), example=shown))
    title = "Instance request to the connector's own path"
    given: tuple[tuple[str, JsonValue], ...] = (("element", {"key": connector.key}),)
    return replace(
        request,
        name="connector-instance-request",
        title=title,
        variants=tuple(variants),
        like=request.name,
        given=given,
    )


def _request(connector: Connector, method: Method, selects: tuple[tuple[str, str], ...]) -> Variant:
    shape = Object(tuple(_request_members(connector, method)), closed=True)
    example = examples.instance_request(connector, method)
    form = "own-tokens" if method.of_own_tokens else ""
    return Variant((method.name,), shape, example, form, selects=selects[0][1] if selects else "")


def _without(selection: tuple[str, str], variants: Iterable[Variant]) -> Iterator[Variant]:
    """Yield the variants; those that are not selected do not take the value that selects."""
    for variant in variants:
        members = variant.shape.members if variant.selects else (_other(selection, m) for m in variant.shape.members)
        yield replace(variant, shape=replace(variant.shape, members=tuple(members)))


def _other(selection: tuple[str, str], member: Member) -> Member:
    name, value = selection
    leaf = member.shape
    if member.name != name or not isinstance(leaf, Leaf) or value not in (c.value for c in leaf.choices):
        return member
    rest = tuple(c for c in leaf.choices if c.value != value)
    shape = replace(leaf, choices=(), const=rest[0].value) if len(rest) == 1 else replace(leaf, choices=rest)
    return replace(member, shape=shape, shared=False)


def _request_members(connector: Connector, method: Method) -> Iterator[Member]:
    for p in connector.platform.instance_request:
        if p.name == "element":
            yield replace(member_of(p), shape=_element(connector.key, p, closed=True))
        elif p.name == "providerData":
            given = (parameter(connector.platform, d, method.provider_data) for d in method.provider_data)
            data = tuple(in_groups(given))
            required = any(m.required for m in data)
            yield replace(member_of(p), shape=Object(data, closed=True), required=required)
        elif p.name == "configuration":
            yield replace(member_of(p), shape=Object(tuple(in_groups(_fields(connector, method))), closed=True))
        elif p.name not in dict(method.request):
            yield member_of(p, shared=True)
    for name, constant in method.request:
        yield Member(name, Leaf(const=constant), required=True, label=name, description="Always the same.")


def _fields(connector: Connector, method: Method) -> Iterator[Member]:
    """Yield the fields that the method accepts, and those that every connector takes."""
    platform, accepted = connector.platform, connector.accepted(method)
    standard = {f.name: f for f in platform.everywhere}
    named = {f.name for f in accepted}
    beside = (*accepted, *platform.everywhere)
    for f in accepted:
        yield field(platform, f, beside, shared=standard.get(f.name) == f)
    yield from (member for member in everywhere(platform) if member.name not in named)


def _element(key: str, element: Property, *, closed: bool) -> Object:
    members = (member_of(p, open_=not closed) for p in element.properties)
    leaf = Leaf(const=key)
    return Object(tuple(replace(m, shape=leaf) if m.name == "key" else m for m in members), closed)


def _response(connector: Connector) -> Variant:
    methods = tuple(method.name for method in connector.methods)
    shape = instance_response(connector.platform, connector.key)
    return Variant(methods, shape, examples.instance_response(connector, connector.methods[0]))


def _distinct(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """Make one variant of those that are the same."""
    found: list[Variant] = []
    for variant in variants:
        kind = (variant.shape, variant.form, variant.selects)
        same = next((i for i, v in enumerate(found) if (v.shape, v.form, v.selects) == kind), None)
        if same is None:
            found.append(variant)
        else:
            found[same] = replace(found[same], methods=(*found[same].methods, *variant.methods))
    return tuple(found)
