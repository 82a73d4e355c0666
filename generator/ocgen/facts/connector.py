"""What one side says of a connector, be it a spec, a help page or the platform's own model.

Drift is the difference between two sides, so all are brought into this one form first. ``None`` stands for silence: the
source does not say. An empty tuple or text says that there is none. Secrets' values are never facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from ocgen.facts.client import ClientFacts
from ocgen.facts.found_call import FoundCall
from ocgen.findings.location import NOWHERE, Location
from ocgen.model import (
    ATTRIBUTES,
    About,
    Aspect,
    AuthType,
    Basis,
    Condition,
    Erratum,
    Flow,
    Part,
    ResourceField,
    ValueType,
)

_MORE = frozenset(row.name for row in ATTRIBUTES if row.fact == "more")

StatedValue: TypeAlias = "str | bool | int"
Required: TypeAlias = 'bool | Literal["conditional"]'
SourceKind = Literal["spec", "page", "model", "swagger"]  # the last one knows calls, and nothing of signing in


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """A query parameter, callback parameter, member of provider data or configuration field."""

    name: str
    label: str | None = None
    description: str | None = None
    type: ValueType | None = None
    required: Required | None = None
    condition: str | None = None  # of a conditional requirement, in words
    default: str | None = None  # the wire form; None also when the source says that there is none
    enum: tuple[str, ...] | None = None
    const: str | None = None  # of provider data that no callback brings: what every request sends
    pattern: str | None = None
    secret: bool | None = None
    deprecated: str | None = None
    renamed_from: str = ""
    location: Location = NOWHERE
    when: tuple[Condition, ...] | None = None  # the part of a condition that a machine can judge; all have to hold
    absent: tuple[str, ...] = ()  # fields of the condition that meet it by their default where they are not there
    unless: tuple[str, ...] = ()  # values beside it, any of which will do in its place
    texts: tuple[tuple[str, str], ...] = ()  # further words for readers, by name; an absent name is silence
    more: tuple[
        tuple[str, StatedValue], ...
    ] = ()  # further attributes, by their names in the model; an absent one is silence
    hidden: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # of a secret: digests of what is never a fact

    def said(self, attribute: str) -> Any:
        """Return what the source says of an attribute of the model; None for silence."""
        return dict(self.more).get(attribute) if attribute in _MORE else getattr(self, attribute)


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """One way to sign in. ``configuration`` names the fields that it takes."""

    name: str
    type: AuthType | None = None
    flow: Flow | None = None
    oauth_token_query: tuple[ValueFacts, ...] = ()
    oauth_url_query: tuple[ValueFacts, ...] = ()
    callback: tuple[ValueFacts, ...] | None = ()
    provider_data: tuple[ValueFacts, ...] = ()
    configuration: tuple[str, ...] = ()
    request: tuple[str, ...] = ()  # further top-level members of the instance request
    location: Location = NOWHERE
    constants: tuple[tuple[str, str], ...] = ()  # what those members must hold, where the source tells it
    oauth_connector: str | None = None  # the key that the oauth calls go to
    overrides: tuple[ValueFacts, ...] = ()  # fields that this method has in another form than the connector's list
    texts: tuple[tuple[str, str], ...] = ()
    deprecated: str | None = None
    own_tokens: MethodFacts | None = None  # the same sign-in by users who hold tokens already
    callback_signature: str | None = None  # how the callback is signed, in words; empty: it is not


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the connector can report, and how."""

    methods: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    open_resources: bool | None = None  # others than the listed ones work too
    fields: tuple[ValueFacts, ...] = ()  # the forms of the parameters, where the source tells them


@dataclass(frozen=True, slots=True)
class ConnectorFacts:
    """All that a source says of one connector. ``key`` is empty where the source does not tell it."""

    key: str
    kind: SourceKind
    name: str | None = None
    hub: str | None = None
    provider: str | None = None
    methods: tuple[MethodFacts, ...] = ()
    configuration: tuple[ValueFacts, ...] = ()
    events: EventFacts | None = None
    errata: tuple[Erratum, ...] = ()  # of a page: where it contradicts itself; of a spec: what is known to be wrong
    sought: frozenset[tuple[Part, Aspect]] = frozenset()  # kinds of mistakes that a page's reader never misses
    location: Location = NOWHERE
    texts: tuple[tuple[str, str], ...] = ()
    deprecated: str | None = None
    alias: str | None = None  # what generated files are named after
    everywhere: tuple[ValueFacts, ...] = ()  # fields that are taken whether the connector names them or not
    everywhere_query: tuple[ValueFacts, ...] = ()  # and parameters of the OAuth URL call
    client: ClientFacts | None = None  # what the generated client offers; None for a side that none is made from
    calls: tuple[FoundCall, ...] | None = None  # below the hub, without those that every connector has
    calls_basis: Basis = "documented"  # where the calls are known from
    every_list: tuple[ResourceField, ...] = ()  # parameters that all calls that list take, by the platform
    unasked: tuple[str, ...] = ()  # fields that the source has and does not ask a user for: hidden, internal, off


def as_meant(source: ConnectorFacts, errata: Iterable[Erratum]) -> ConnectorFacts:
    """Return the facts of a page with each name as the spec spells it that the page is known to misspell.

    So the value is found, and all else of it is compared; of a list that has both spellings, the right one counts.
    """
    for about in (a for erratum in errata for a in erratum.about):
        if about.of_facts and about.aspect == "name" and about.found:
            source = _respelt(source, about)
    return source


def _respelt(source: ConnectorFacts, about: About) -> ConnectorFacts:
    methods = tuple(_respelt_in(method, about) for method in source.methods)
    fields = _values(source.configuration, about) if about.part == "configuration" else source.configuration
    return replace(source, methods=methods, configuration=fields)


def _respelt_in(method: MethodFacts, about: About) -> MethodFacts:
    if about.part == "configuration":
        names = tuple(dict.fromkeys(about.key if name == about.found else name for name in method.configuration))
        return replace(method, configuration=names, overrides=_values(method.overrides, about))
    lists: dict[Part, tuple[ValueFacts, ...]] = {
        "oauth_token_query": method.oauth_token_query,
        "oauth_url_query": method.oauth_url_query,
        "callback": method.callback or (),
        "provider_data": method.provider_data,
    }
    lists = {part: _values(found, about) if part == about.part else found for part, found in lists.items()}
    return replace(
        method,
        oauth_token_query=lists["oauth_token_query"],
        oauth_url_query=lists["oauth_url_query"],
        callback=None if method.callback is None else lists["callback"],
        provider_data=lists["provider_data"],
    )


def _values(values: tuple[ValueFacts, ...], about: About) -> tuple[ValueFacts, ...]:
    if any(value.name == about.key for value in values):
        return tuple(value for value in values if value.name != about.found)
    return tuple(replace(value, name=about.key) if value.name == about.found else value for value in values)
