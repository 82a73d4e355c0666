"""Two sides' facts of one connector -> changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from ocgen.changes.change import Change, Effect, Part, in_order
from ocgen.changes.client import with_client
from ocgen.changes.hub_calls import compare_hub_calls
from ocgen.changes.pairing import pair_methods
from ocgen.changes.values import ListPlace, added, compare_value, compare_values, removed, reworded
from ocgen.facts.connector import ConnectorFacts, EventFacts, MethodFacts, ValueFacts
from ocgen.findings.location import NOWHERE
from ocgen.model import SIGN_INS

_QUERIES: tuple[tuple[str, Part], ...] = (("oauth_token", "query"), ("oauth_url", "query"))
_REDIRECTS = {"redirect", "token-redirect", None}
_SHARED = "configuration"
_Described: TypeAlias = ConnectorFacts | MethodFacts


def compare(a: ConnectorFacts, b: ConnectorFacts, everywhere: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """Return all changes from one side to the other, in order; a fact that either side keeps silent about is none.

    ``everywhere`` are the configuration fields that every connector takes, whether a side names them or not; two specs
    tell them themselves.
    """
    return in_order(list(with_client(_Comparison(a, b, everywhere).run(), a, b)))


def whole(facts: ConnectorFacts, *, added: bool) -> Change:
    """Return the change that a whole connector was added or removed."""
    if added:
        return Change("connector-added", facts.key, "", facts.key, "wider", now=facts.location)
    return Change("connector-removed", facts.key, "", facts.key, "narrower", was=facts.location)


class _Comparison:
    def __init__(self, a: ConnectorFacts, b: ConnectorFacts, everywhere: frozenset[str]) -> None:
        self.a, self.b = a, b
        self.connector = b.key or a.key
        self.exact = a.kind == b.kind == "spec"
        self.everywhere = frozenset[str]() if self.exact else everywhere
        self.taken = [{v.name: v for v in side.everywhere} for side in (a, b)] if self.exact else []
        self.taken_query = [{v.name: v for v in side.everywhere_query} for side in (a, b)] if self.exact else []

    def run(self) -> Iterator[Change]:
        a, b = self.a, self.b
        if a.key and b.key and a.key != b.key:
            yield self._change("key-changed", "", a.key, to=b.key)
        if a.hub and b.hub and a.hub != b.hub:
            yield self._change("hub-changed", "", "hub", before=a.hub, after=b.hub)
        if a.alias is not None and b.alias is not None and a.alias != b.alias:
            yield self._change("connector-alias-changed", "", self.connector, "unclear", before=a.alias, after=b.alias)
        yield from self._deprecation("connector", "", self.connector, a, b)
        yield from self._texts("", a, b)
        yield from self._methods()
        if a.events is not None and b.events is not None:
            yield from self._events(a.events, b.events)
        yield from compare_hub_calls(a, b)

    def _change(
        self, kind: str, where: str, key: str, effect: Effect = "narrower",
        to: str = "", before: str | None = None, after: str | None = None,
        a: MethodFacts | None = None, b: MethodFacts | None = None,
    ) -> Change:  # fmt: skip
        """Return a change. Of entries of lists in two specs, `ocgen.changes.locations` finds the place."""
        near = self.exact and kind.endswith(("-added", "-removed"))
        was, now = (NOWHERE, NOWHERE) if near else ((a or self.a).location, (b or self.b).location)
        return Change(kind, self.connector, where, key, effect, to, before, after, was=was, now=now)

    def _place(self, where: str, part: Part) -> ListPlace:
        taken = self.taken if part == "field" else self.taken_query if where.endswith(".oauth_url") else []
        return ListPlace(
            self.connector, where, part, self.exact, self.everywhere if part == "field" else frozenset(), *taken
        )

    def _methods(self) -> Iterator[Change]:
        if "swagger" in (self.a.kind, self.b.kind):  # it says nothing of signing in
            return
        if not self.a.methods or not self.b.methods:  # a side that knows fields only
            yield from compare_values(self.a.configuration, self.b.configuration, self._place(_SHARED, "field"))
            return
        pairs, only_old, only_new = pair_methods(self.a.methods, self.b.methods)
        for first, second in pairs:
            yield from self._method(first, second)
        yield from self._fields(pairs)
        for method in only_new:
            yield self._change("method-added", "authentication", method.name, "wider", b=method)
            yield from (added(v, p, harmless=True) for v, p in self._own(method, self.b, self.a))
        for method in only_old:
            yield self._change("method-removed", "authentication", method.name, a=method)
            yield from (removed(v, p) for v, p in self._own(method, self.a, self.b))

    def _method(self, a: MethodFacts, b: MethodFacts) -> Iterator[Change]:
        where = f"authentication.{b.name}"
        before, after = _way(a, b, exact=self.exact), _way(b, a, exact=self.exact)
        to = b.name if b.name != a.name else ""
        if before != after:
            yield self._change("flow-changed", "authentication", a.name, to=to, before=before, after=after, a=a, b=b)
        elif to and self.exact:
            yield self._change("method-renamed", "authentication", a.name, "unclear", to=to, a=a, b=b)
        if a.oauth_connector and b.oauth_connector and self._sibling(a, b):
            key, first, second = "oauth_connector", a.oauth_connector, b.oauth_connector
            yield self._change("oauth-connector-changed", where, key, before=first, after=second, a=a, b=b)
        if a.callback_signature is not None and b.callback_signature is not None:
            yield from self._signature(a.callback_signature, b.callback_signature, where, a, b)
        yield from self._deprecation("method", "authentication", b.name, a, b)
        yield from self._texts(where, a, b)
        yield from self._lists(a, b, where)
        yield from self._request(a, b, f"{where}.request")
        if self.exact:
            yield from self._own_tokens(a, b, where)

    def _own_tokens(self, a: MethodFacts, b: MethodFacts, where: str) -> Iterator[Change]:
        """Yield what differs for users who hold tokens already, without the fields and what the method itself tells."""
        if a.own_tokens and b.own_tokens:
            own = {*a.request, *b.request}
            found = self._request(a.own_tokens, b.own_tokens, f"{where}.own_tokens.request")
            yield from (change for change in found if change.key not in own)
            yield from self._texts(f"{where}.own_tokens", a.own_tokens, b.own_tokens)
        elif b.own_tokens:
            yield self._change("own-tokens-added", where, "own_tokens", "wider", a=a, b=b)
        elif a.own_tokens:
            yield self._change("own-tokens-removed", where, "own_tokens", a=a, b=b)

    def _signature(self, before: str, after: str, where: str, a: MethodFacts, b: MethodFacts) -> Iterator[Change]:
        """Yield a change of the callback's signature; one where none was breaks nobody, since nobody checks it."""
        if before != after:
            effect: Effect = "narrower" if before else "wider"
            key = "callback_signature"
            yield self._change("callback-signature-changed", where, key, effect, "", before, after, a, b)

    def _deprecation(self, part: str, where: str, key: str, a: _Described, b: _Described) -> Iterator[Change]:
        if a.deprecated is not None and b.deprecated is not None and bool(a.deprecated) != bool(b.deprecated):
            effect: Effect = "narrower" if b.deprecated else "wider"
            yield Change(
                f"{part}-deprecated-changed", self.connector, where, key, effect, before=a.deprecated,
                after=b.deprecated, prose=True, was=a.location, now=b.location,
            )  # fmt: skip

    def _texts(self, where: str, a: _Described, b: _Described) -> Iterator[Change]:
        first, second = dict(a.texts), dict(b.texts)
        if a.deprecated and b.deprecated:
            first["deprecated"], second["deprecated"] = a.deprecated, b.deprecated
        for name in sorted(first.keys() & second.keys()):
            if first[name] != second[name]:
                yield reworded(self.connector, where, name, first[name], second[name], a, b)

    def _sibling(self, a: MethodFacts, b: MethodFacts) -> bool:
        """Whether the calls go elsewhere, beyond what a new key brings with it."""
        own = a.oauth_connector == self.a.key and b.oauth_connector == self.b.key
        return a.oauth_connector != b.oauth_connector and not own

    def _lists(self, a: MethodFacts, b: MethodFacts, where: str) -> Iterator[Change]:
        for part, kind in (*_QUERIES, ("callback", "callback"), ("provider_data", "provider-data")):
            first, second = self._list(a, self.a, part), self._list(b, self.b, part)
            if first is not None and second is not None:
                yield from compare_values(first, second, self._place(f"{where}.{part}", kind))

    def _list(self, method: MethodFacts, side: ConnectorFacts, part: str) -> tuple[ValueFacts, ...] | None:
        """Return a list of a method; None where it is empty because the side does not tell it."""
        values: dict[str, tuple[ValueFacts, ...] | None] = {
            "oauth_token": method.oauth_token_query,
            "oauth_url": method.oauth_url_query,
            "callback": method.callback,
            "provider_data": method.provider_data,
        }
        found = values[part]
        silent = side.kind == "model" or (side.kind == "page" and method.flow in _REDIRECTS)
        return None if silent and not found else found

    def _request(self, a: MethodFacts, b: MethodFacts, where: str) -> Iterator[Change]:
        if self.a.kind == "model" or self.b.kind == "model":  # it says nothing of the request
            return
        for name in sorted(set(b.request) - set(a.request)):
            yield self._change("top-level-added", where, name, a=a, b=b)
        for name in sorted(set(a.request) - set(b.request)):
            yield self._change("top-level-removed", where, name, a=a, b=b)
        first, second = dict(a.constants), dict(b.constants)
        for name in sorted(first.keys() & second.keys()):
            if first[name] != second[name]:
                yield self._change("top-level-changed", where, name, before=first[name], after=second[name], a=a, b=b)

    def _fields(self, pairs: list[tuple[MethodFacts, MethodFacts]]) -> Iterator[Change]:
        """Yield the changes of fields; one that is the same in all methods that have the field is told once."""
        told: dict[Change, list[Change]] = defaultdict(list)  # by what they say, wherever that stands
        users: dict[str, int] = defaultdict(int)
        events = {name for side in (self.a, self.b) if side.kind == "spec" and side.events
                  for name in side.events.parameters}  # fmt: skip
        own = [(a.own_tokens, b.own_tokens, f"{b.name}.own_tokens") for a, b in pairs]
        both = [(a, b, name) for a, b, name in own if a and b and self.exact]
        for a, b, method in [*((a, b, b.name) for a, b in pairs), *both]:
            first, second = _effective(a, self.a), _effective(b, self.b)
            for name in {v.name for v in (*first, *second)}:
                users[name] += 1
            for change in compare_values(first, second, self._place(_SHARED, "field")):
                if not self.exact and change.key in events and change.kind in {"field-added", "field-removed"}:
                    continue  # a page shows them beside the other fields
                placed = replace(change, where=f"authentication.{method}.{change.where}")
                told[replace(change, like="", was=NOWHERE, now=NOWHERE)].append(placed)
        for change, each in told.items():
            if len(each) == users[_field_of(change)]:
                yield replace(each[0], where=change.where)
            else:
                yield from each

    def _own(
        self, method: MethodFacts, side: ConnectorFacts, other: ConnectorFacts
    ) -> Iterator[tuple[ValueFacts, ListPlace]]:
        """Yield what a method has that no method of the other side has, each with its place."""
        where = f"authentication.{method.name}"
        for part, kind in (*_QUERIES, ("callback", "callback"), ("provider_data", "provider-data")):
            known = {v.name for m in other.methods for v in self._list(m, other, part) or ()}
            found = self._list(method, side, part) or ()
            yield from ((v, self._place(f"{where}.{part}", kind)) for v in found if v.name not in known)
        known = {v.name for m in other.methods for v in _effective(m, other)}
        place = self._place(f"{where}.{_SHARED}", "field")
        yield from ((v, place) for v in _effective(method, side) if v.name not in known)

    def _events(self, a: EventFacts, b: EventFacts) -> Iterator[Change]:
        lists: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
            ("event-method", "events.methods", a.methods, b.methods),
            ("event-parameter", "events.parameters", a.parameters, b.parameters),
            ("event-resource", "events.resources", a.resources, b.resources),
        )
        for kind, where, first, second in lists:
            if not self.exact and not (first and second):
                continue  # an empty list is a page's silence
            for name in _without(second, first):
                yield self._change(f"{kind}-added", where, name, "wider")
            for name in _without(first, second):
                known = name in self.everywhere or any(name in fields for fields in self.taken[1:])
                harmless = known if kind == "event-parameter" else kind == "event-resource" and b.open_resources
                yield self._change(f"{kind}-removed", where, name, "wider" if harmless else "narrower")
        yield from self._event_fields(a.fields, b.fields)
        if a.open_resources is not None and b.open_resources is not None and a.open_resources != b.open_resources:
            words = {True: "any", False: "only the listed ones"}
            effect: Effect = "wider" if b.open_resources else "narrower"
            before, after = words[a.open_resources], words[b.open_resources]
            yield self._change("event-resources-changed", "events", "open_resources", effect, "", before, after)

    def _event_fields(self, a: Sequence[ValueFacts], b: Sequence[ValueFacts]) -> Iterator[Change]:
        """Yield the forms of event parameters that both sides name and no list of fields has."""
        listed = {field.name for side in (self.a, self.b) for field in (*side.configuration, *side.everywhere)}
        old = {value.name: replace(value, required=False) for value in a if value.name not in listed}
        for value in b:
            if value.name in old:
                place = self._place("events.parameters", "field")
                yield from compare_value(old[value.name], replace(value, required=False), place)


def _effective(method: MethodFacts, side: ConnectorFacts) -> tuple[ValueFacts, ...]:
    """Return the fields of a method as it wants them; a field that no method names belongs to all."""
    named = {name for m in side.methods for name in m.configuration}
    forms = {field.name: field for field in side.configuration} | {field.name: field for field in method.overrides}
    free = (field.name for field in side.configuration if field.name not in named)
    return tuple(forms.get(name) or ValueFacts(name) for name in dict.fromkeys((*method.configuration, *free)))


def _field_of(change: Change) -> str:
    return change.where.removeprefix(f"{_SHARED}.") if change.kind == "text-changed" else change.to or change.key


def _way(method: MethodFacts, other: MethodFacts, *, exact: bool) -> str:
    """Return type and flow, as far as the other side tells them too.

    Nowhere does a page name the type of a method without a redirect: what is read there is a guess, and tells nothing.
    """
    told = exact or any(kind and SIGN_INS[kind].redirects for kind in (method.type, other.type))
    known = [("", method.type, other.type if told else None), ("flow ", method.flow, other.flow)]
    return ", ".join(f"{word}{own}" for word, own, theirs in known if own and theirs)


def _without(names: Iterable[str], others: Iterable[str]) -> list[str]:
    return sorted(set(names) - set(others))
