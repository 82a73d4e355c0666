"""What a page shows, prepared: the templates only lay it out.

Nothing here knows Markdown, and no phrase of a page stands here: other formats and languages use the same view.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urlencode

from ocgen.model import Connector, Flow, JsonValue, Method, Property, examples
from ocgen.model.call import Call, make_call, request_line, secret_variable
from ocgen.pages.event import EventView, event_view
from ocgen.pages.platform_view import PlatformView, platform_view
from ocgen.pages.repetition import Told
from ocgen.pages.samples import PythonSample, SampleMaker
from ocgen.pages.secrets import SecretView, is_secret, secrets_of
from ocgen.pages.sequence import SequenceDiagram, sequence
from ocgen.pages.use import UseView, use_view
from ocgen.tables.rows import MemberRow, PageRow, field_reference, rows, shared_rows
from ocgen.text.anchors import anchor

_KEPT_OF_INSTANCES = ("id", "name", "token", "tags", "valid", "disabled")
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
    secrets: tuple[SecretView, ...]
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
    first: bool  # of its page, so that it tells what holds for all of them
    brief: bool  # deprecated, and there is a better one: it has neither diagram nor sample
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
    constants: tuple[MemberRow, ...]  # members of the body that are always the same
    secrets: tuple[SecretView, ...]  # that the reader has before the first step
    received_secrets: tuple[SecretView, ...]  # that an earlier step brings
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
    platform: PlatformView
    needs: tuple[Need, ...]
    methods: tuple[MethodView, ...]
    ping: Call
    connector_path: str  # takes the instance request without its `element`; empty where the platform has no such path
    event_rows: tuple[PageRow, ...]
    event: EventView
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
    platform = connector.platform
    told = Told()
    methods = tuple(_told_once(method_view(connector, method, samples), told) for method in connector.methods)
    return PageView(
        connector=connector,
        platform=platform_view(platform),
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
        event=event_view(connector),
        use=use_view(connector, methods[0].python),
    )


def method_view(connector: Connector, method: Method, samples: SampleMaker) -> MethodView:
    """Return everything that the part of one method shows."""
    kinds = STEPS[method.flow]
    url_query = rows(method, "query", method.oauth_url_query)
    token_query = rows(method, "token", method.oauth_token_query)
    address = examples.callback_address(connector, method)
    body = examples.instance_request(connector, method)
    token_call, url_call = _oauth_call(connector, method, "token"), _oauth_call(connector, method, "url")
    secrets = tuple(secrets_of(connector, method))
    instance_call = _instance_call(connector, method)
    return MethodView(
        method=method,
        first=method == connector.methods[0],
        brief=bool(method.deprecated) and not all(other.deprecated for other in connector.methods),
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
        constants=tuple(_constants(connector, method)),
        secrets=tuple(view for view, received in secrets if not received),
        received_secrets=tuple(view for view, received in secrets if received),
        state=examples.oauth_url_query(connector, method).get("state", ""),
        callback_address=_address(address, examples.callback_query(connector, method)),
        token_call=token_call,
        token_response=examples.oauth_token_response(connector, method),
        url_call=url_call,
        url_response=examples.oauth_url_response(connector, method),
        instance_call=instance_call,
        instance_request=body,
        instance_response=_brief(examples.instance_response(connector, method)),
        python=samples(connector, method),
        own_tokens=own_tokens_view(connector, method, samples),
    )


def _told_once(view: MethodView, told: Told) -> MethodView:
    """Return a method with rows that refer to another one of the page wherever that tells the same."""
    fields = view.configuration
    return replace(
        view,
        token_query=told.once("query", view.token_query, fields),
        url_query=told.once("query", view.url_query, fields),
        callback=told.once("callback", view.callback),
        provider_data=told.once("data", view.provider_data),
        configuration=told.once("field", fields),
        own_tokens=view.own_tokens and replace(view.own_tokens, rows=told.once("field", view.own_tokens.rows)),
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
        call=_instance_call(connector, own),
        secrets=tuple(view for view, _ in secrets_of(connector, own)),
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
    asked = method.oauth_token_query if kind == "token" else method.oauth_url_query
    key = method.oauth_connector or connector.key
    variables: dict[tuple[str, ...], str] = {("query", p.name): secret_variable(p) for p in asked if is_secret(p)}
    return make_call(connector.platform, f"oauth_{kind}", key=key, query=query(connector, method), variables=variables)


def _instance_call(connector: Connector, method: Method) -> Call:
    places = {"configuration": method.configuration, "providerData": method.provider_data}
    variables: dict[tuple[str, ...], str] = {
        ("body", place, p.name): secret_variable(p) for place, some in places.items() for p in some if is_secret(p)
    }
    body = examples.instance_request(connector, method)
    return make_call(connector.platform, "create_instance", body=body, variables=variables)


def _brief(response: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return of an instance what tells it from others and what an app keeps of it."""
    shown = {name: response[name] for name in _KEPT_OF_INSTANCES if name in response}
    element = response.get("element")
    if isinstance(element, Mapping):
        shown["element"] = {name: element[name] for name in ("key", "hub") if name in element}
    return shown


def _address(address: str, query: Mapping[str, str]) -> str:
    shown = quote(address, safe=":/?#[]@!$&'()*+,;=%~")
    return f"{shown}{'&' if '?' in shown else '?'}{urlencode(query)}" if query else ""


def _constants(connector: Connector, method: Method) -> Iterator[MemberRow]:
    """Yield the members of the body that have one value for this method, whatever the connector's fields hold."""
    known = {p.name: p for p in connector.platform.instance_request}
    for name, value in method.request:
        member = known.get(name) or Property(name, "string", required=True)
        yield MemberRow(anchor("member", method.name, name), (name,), member, True, value)


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
