"""What a page shows, prepared: the templates only lay it out.

Nothing here knows Markdown, and no phrase of a page stands here: other formats and languages use the same view.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urlencode

from ocgen.model import Connector, Flow, JsonValue, Method, Property, Region, examples
from ocgen.model.call import Call, base_url, make_call, request_line
from ocgen.pages.samples import PythonSample, SampleMaker
from ocgen.pages.sequence import SequenceDiagram, sequence
from ocgen.pages.use import UseView, use_view
from ocgen.tables.rows import MemberRow, PageRow, field_reference, rows, shared_rows
from ocgen.text.anchors import anchor

StepKind = Literal["token", "url", "consent", "start", "instance"]

STEPS: Mapping[Flow, tuple[StepKind, ...]] = {
    "redirect": ("url", "consent", "instance"),
    "token-redirect": ("token", "url", "consent", "instance"),
    "none": ("instance",),
    "provider-started": ("start", "instance"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """A value to have at hand before one starts; ``methods`` are those that need it, empty for all."""

    row: PageRow
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a method, counted from 1."""

    kind: StepKind
    number: int
    of: int
    anchor: str


@dataclass(frozen=True, slots=True)
class OwnTokensView:
    """The request of users who hold tokens already. ``rows`` are the fields that differ from the method's own."""

    anchor: str
    description: str
    members: tuple[tuple[str, str], ...]  # the top-level members that say so, with their constants
    rows: tuple[PageRow, ...]
    call: Call
    python: PythonSample


@dataclass(frozen=True, slots=True)
class RefusalView:
    """One form of the callback of a refused consent: its parameters, and an example where they can have one."""

    rows: tuple[PageRow, ...]
    address: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """One way to sign in, with everything that its part of the page shows."""

    method: Method
    anchor: str
    fields_anchor: str
    python_anchor: str
    sequence_anchor: str
    steps: tuple[StepView, ...]
    sequence: SequenceDiagram
    token_query: tuple[PageRow, ...]
    url_query: tuple[PageRow, ...]
    callback: tuple[PageRow, ...]
    refusals: tuple[RefusalView, ...]
    provider_data: tuple[PageRow, ...]
    configuration: tuple[PageRow, ...]
    members: tuple[MemberRow, ...]
    state: str  # what is sent as `state` in the examples; empty when the method has none
    callback_address: str
    token_call: Call | None
    token_response: Mapping[str, JsonValue]
    url_call: Call | None
    url_response: Mapping[str, JsonValue]
    instance_call: Call
    instance_request: Mapping[str, JsonValue]
    instance_response: Mapping[str, JsonValue]
    python: PythonSample
    own_tokens: OwnTokensView | None

    @property
    def foreign_connector(self) -> str:
        """The other connector that the OAuth calls go to, if they do."""
        key = self.instance_request["element"]
        own = key.get("key") if isinstance(key, Mapping) else ""
        return self.method.oauth_connector if self.method.oauth_connector not in ("", own) else ""


@dataclass(frozen=True, slots=True)
class PageView:
    """A connector's page."""

    connector: Connector
    base_url: str
    regions: tuple[tuple[Region, str], ...]  # with the base URL of each
    needs: tuple[Need, ...]
    methods: tuple[MethodView, ...]
    ping: Call
    connector_path: str  # takes the instance request without its `element`; empty where the platform has no such path
    event_rows: tuple[PageRow, ...]
    event_request: Mapping[str, JsonValue]
    everywhere: tuple[PageRow, ...]  # what the connector accepts although no table above names it
    everywhere_query: tuple[PageRow, ...]  # what its OAuth URL calls accept although no table above names it
    error_response: Mapping[str, JsonValue]
    use: UseView

    @property
    def several(self) -> bool:
        """Whether there is more than one way to sign in."""
        return len(self.methods) > 1

    @property
    def redirects(self) -> bool:
        """Whether a user signs in at the provider in some way."""
        return any(view.url_call for view in self.methods)


def page_view(connector: Connector, samples: SampleMaker) -> PageView:
    """Return everything that the page of a connector shows."""
    platform, events = connector.platform, connector.events
    methods = tuple(method_view(connector, method, samples) for method in connector.methods)
    shown = {field.name for field in connector.configuration} | {p.name for p in events.parameters}
    return PageView(
        connector=connector,
        base_url=base_url(platform, platform.regions[0]),
        regions=tuple((region, base_url(platform, region)) for region in platform.regions),
        needs=tuple(_needs(methods)),
        methods=methods,
        ping=make_call(platform, "ping"),
        connector_path=next(
            (
                request_line(make_call(platform, e.id, key=connector.key))
                for e in platform.endpoints
                if e.id == "create_connector_instance"
            ),
            "",
        ),
        event_rows=tuple(_event_rows(connector)),
        event_request=_event_request(connector, connector.methods[0]),
        everywhere=shared_rows(connector, "everywhere", (p for p in platform.everywhere if p.name not in shown)),
        everywhere_query=_everywhere_query(connector),
        error_response=examples.error_response(connector),
        use=use_view(connector, methods[0].python),
    )


def _everywhere_query(connector: Connector) -> tuple[PageRow, ...]:
    asking = [method for method in connector.methods if examples.has_oauth_url(method)]
    shown = {p.name for method in asking for p in method.oauth_url_query}
    more = (p for p in connector.platform.everywhere_query if asking and p.name not in shown)
    return shared_rows(connector, "everywhere-query", more)


def method_view(connector: Connector, method: Method, samples: SampleMaker) -> MethodView:
    """Return everything that the part of one method shows."""
    kinds = STEPS[method.flow]
    url_query = rows(method, "query", method.oauth_url_query)
    token_query = rows(method, "token", method.oauth_token_query)
    address = examples.callback_address(connector, method)
    body = examples.instance_request(connector, method)
    token_call, url_call = _oauth_call(connector, method, "token"), _oauth_call(connector, method, "url")
    instance_call = make_call(connector.platform, "create_instance", body=body)
    return MethodView(
        method=method,
        anchor=anchor("method", method.name),
        fields_anchor=anchor("fields", method.name),
        python_anchor=anchor("python", method.name),
        sequence_anchor=anchor("sequence", method.name),
        steps=tuple(StepView(k, n, len(kinds), anchor("step", method.name, k)) for n, k in enumerate(kinds, 1)),
        sequence=sequence(connector, method, token_call, url_call, instance_call),
        token_query=token_query,
        url_query=url_query,
        callback=rows(method, "callback", method.callback),
        refusals=tuple(_refusals(connector, method)),
        provider_data=rows(method, "data", method.provider_data),
        configuration=rows(method, "field", method.configuration),
        members=tuple(_members(connector, method)),
        state=examples.oauth_url_query(connector, method).get("state", ""),
        callback_address=_address(address, examples.callback_query(connector, method)),
        token_call=token_call,
        token_response=examples.oauth_token_response(connector, method),
        url_call=url_call,
        url_response=examples.oauth_url_response(connector, method),
        instance_call=instance_call,
        instance_request=body,
        instance_response=examples.instance_response(connector, method),
        python=samples(connector, method),
        own_tokens=own_tokens_view(connector, method, samples),
    )


def own_tokens_view(connector: Connector, method: Method, samples: SampleMaker) -> OwnTokensView | None:
    """Return what the page shows for users who hold tokens already; None where the method has no such way."""
    own = method.own_tokens
    if own is None:
        return None
    known = {field.name: field for field in method.configuration}
    differing = {f.name: f for f in own.configuration if known.get(f.name) != f and f.const is None}
    return OwnTokensView(
        anchor=anchor("own-tokens", method.name),
        description=own.description,
        members=own.request,
        rows=tuple(_beside(method, row, differing) for row in rows(own, "own-tokens", differing.values())),
        call=make_call(connector.platform, "create_instance", body=examples.instance_request(connector, own)),
        python=samples(connector, own),
    )


def _beside(method: Method, row: PageRow, shown: Container[str]) -> PageRow:
    """Return a row whose conditions link to the table of ``method`` for fields that the row's own table lacks."""
    when = (w if w.field.name in shown else replace(w, field=field_reference(method, w.field.name)) for w in row.when)
    return replace(row, when=tuple(when))


def _refusals(connector: Connector, method: Method) -> Iterator[RefusalView]:
    for number, refusal in enumerate(connector.platform.refusals_of(method.flow)):
        query = examples.refused_callback_query(connector, method, refusal)
        address = _address(examples.callback_address(connector, method), query) if query else ""
        yield RefusalView(rows(method, "refusal", refusal.parameters, refusal.name if number else ""), address)


def _oauth_call(connector: Connector, method: Method, kind: Literal["token", "url"]) -> Call | None:
    if kind not in STEPS[method.flow]:
        return None
    query = examples.oauth_token_query if kind == "token" else examples.oauth_url_query
    key = method.oauth_connector or connector.key
    return make_call(connector.platform, f"oauth_{kind}", key=key, query=query(connector, method))


def _address(address: str, query: Mapping[str, str]) -> str:
    shown = quote(address, safe=":/?#[]@!$&'()*+,;=%~")
    return f"{shown}{'&' if '?' in shown else '?'}{urlencode(query)}" if query else ""


def _members(connector: Connector, method: Method) -> Iterable[MemberRow]:
    """Yield the members of the body; of one that holds others with a meaning of their own, those."""
    constants = dict(method.request)
    needed = {*constants, "providerData"} if any(p.required.always for p in method.provider_data) else {*constants}
    known = [p for p in connector.platform.instance_request if p.name != "providerData" or method.provider_data]
    more = [Property(name, "string", required=True) for name in constants if name not in {p.name for p in known}]
    for member in (*known, *more):
        for part in member.properties or (None,):
            path = (member.name, part.name) if part else (member.name,)
            place = anchor("member", method.name, *path)
            required = (member.required and (part or member).required) or member.name in needed
            yield MemberRow(place, path, part or member, required, constants.get(member.name))


def _needs(methods: tuple[MethodView, ...]) -> Iterable[Need]:
    """Yield the values that the reader has to bring, each once, in the order of the page."""
    found: dict[str, tuple[PageRow, list[str]]] = {}
    for view in methods:
        for row in (*view.configuration, *view.token_query, *view.url_query):
            if _is_needed(row):
                found.setdefault(row.parameter.name, (row, []))[1].append(view.method.name)
    for row, names in found.values():
        needing = tuple(dict.fromkeys(names))
        yield Need(row, () if len(needing) == len(methods) else needing)


def _is_needed(row: PageRow) -> bool:
    parameter = row.parameter
    given = row.source is not None or parameter.const is not None or parameter.deprecated
    return not given and (parameter.required.always or parameter.required.conditional)


def _event_rows(connector: Connector) -> Iterable[PageRow]:
    """Yield the event fields with the values that the example of the request has."""
    values = examples.event_configuration(connector)
    for row in shared_rows(connector, "event", connector.events.parameters):
        yield replace(row, example=values.get(row.parameter.name, "")) if row.example else row


def _event_request(connector: Connector, method: Method) -> Mapping[str, JsonValue]:
    events = examples.event_configuration(connector)
    if not events:
        return {}
    return examples.instance_request(connector, method, events)
