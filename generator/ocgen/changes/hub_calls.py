"""The hub calls of two sides -> changes.

Calls belong together by hub, method and path, in which the names of variables do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from ocgen.changes.change import Change, Direction, Effect
from ocgen.changes.hub_values import HubPlace, compare_hub_values, texts_changed
from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.found_call import FoundCall
from ocgen.model import ResourceField, path_shape

_Identity: TypeAlias = "tuple[str, str, str]"
_RESOURCES = "resources"
_NOTHING = "none"


def compare_hub_calls(a: ConnectorFacts, b: ConnectorFacts, where: str = _RESOURCES) -> Iterator[Change]:
    """Yield the changes of the calls below the hub; none where a side does not tell of them.

    ``where`` is what holds calls in the specs. A spec without resources is no statement that a source has to match.
    """
    exact = a.kind == b.kind == "spec"
    if a.calls is None or b.calls is None or not (exact or (a.calls and b.calls)):
        return
    connector = b.key or a.key
    first, second = _by_identity(a), _by_identity(b)
    together: set[tuple[tuple[str, ...], ...]] = set()
    for identity in dict.fromkeys((*first, *second)):  # in the order of specs: by id before by path
        before, after = first.get(identity), second.get(identity)
        if before and after:
            names = (before.member, after.member)
            if not (before.member and names in together):  # one call at two addresses is told once
                yield from _Pair(a, b, before, after, where, _name(identity, before)).changes()
            together.add(names)
        elif after:
            yield Change("hub-call-added", connector, where, _name(identity, after), "wider", now=after.location)
        elif before:
            yield Change("hub-call-removed", connector, where, _name(identity, before), "narrower", was=before.location)
    if exact:
        yield from _renamed(together, connector, first, second)


def _by_identity(side: ConnectorFacts) -> Mapping[_Identity, FoundCall]:
    """Return calls by what they are told apart by; the side's own hub is told as "", since it may change itself."""
    found: dict[_Identity, FoundCall] = {}
    for call in side.calls or ():
        hub = "" if call.hub == side.hub else call.hub
        found.setdefault((hub, path_shape(call.path), call.method), call)
    return found


def _name(identity: _Identity, call: FoundCall) -> str:
    hub = f" of hub {identity[0]}" if identity[0] else ""
    return f"{call.method} {call.path}{hub}"


class _Pair:
    """One call on two sides."""

    def __init__(
        self, a: ConnectorFacts, b: ConnectorFacts, before: FoundCall, after: FoundCall, where: str, name: str
    ) -> None:
        self.a, self.b, self.where = a, b, where
        self.before, self.after = before, after
        self.exact = a.kind == b.kind == "spec"
        self.name = name

    def changes(self) -> Iterator[Change]:
        before, after = self.before, self.after
        yield from self._of_query()
        yield from compare_hub_values(before.headers, after.headers, self._place("hub-header"))
        yield from self._of_body()
        yield from self._of_answer()
        if self.exact:
            filters = self._place("hub-filter")
            yield from (filters.change("added", name, "wider") for name in _beyond(after.where, before.where))
            yield from (filters.change("removed", name, "unclear") for name in _beyond(before.where, after.where))
            yield from self._of_arguments()
            texts = (before.description, before.deprecated), (after.description, after.deprecated)
            yield from texts_changed(self._place("hub-call"), self.name, *texts)

    def _place(self, part: str, direction: Direction = "sent") -> HubPlace:
        where = self.where if part == "hub-call" else self.name
        was, now = self.before.location, self.after.location
        return HubPlace(self.b.key or self.a.key, where, part, direction, self.exact, was, now)

    def _call(self, aspect: str, effect: Effect, before: str, after: str) -> Change:
        return self._place("hub-call").change(f"{aspect}-changed", self.name, effect, before=before, after=after)

    def _of_arguments(self) -> Iterator[Change]:
        """Yield what the generated client calls an argument by another name, though the request is the same."""
        names, member = dict(self.after.arguments), ".".join(self.after.member)
        for what, old in self.before.arguments:
            new = names.get(what, old)
            if new != old:
                sentence = f"in the client, the argument {old} of {member} is now {new}"
                yield Change(
                    "client-changed", self.b.key or self.a.key, _RESOURCES, f"{member}({new})", "narrower",
                    after=sentence, remark=sentence, was=self.before.location, now=self.after.location,
                )  # fmt: skip

    def _of_query(self) -> Iterator[Change]:
        """Yield the changes of the query, without those of what all lists take: these are the platform's."""
        old, new = {f.name: f for f in self.before.query}, {f.name: f for f in self.after.query}
        common = {f.name for f in (*self.a.every_list, *self.b.every_list)}
        if self.exact:
            common = {name for name in common if self._taken_over(name, old, new)}
        first, second = ([f for f in side.values() if f.name not in common] for side in (old, new))
        yield from compare_hub_values(first, second, self._place("hub-parameter"))

    def _taken_over(self, name: str, old: Mapping[str, ResourceField], new: Mapping[str, ResourceField]) -> bool:
        """Whether both calls have of a parameter just what their platform says, or one whose platform lacks it none."""
        sides = ((old, self.a.every_list), (new, self.b.every_list))
        forms = [({f.name: f for f in common}.get(name), own.get(name)) for own, common in sides]
        return all(common == own for common, own in forms)

    def _of_body(self) -> Iterator[Change]:
        before, after = self.before, self.after
        if before.body is None or after.body is None:
            return
        if before.body != after.body:
            yield self._call("body", "wider" if before.body == _NOTHING else "narrower", before.body, after.body)
        if set(before.multipart) != set(after.multipart):
            yield self._call("files", "narrower", _listed(before.multipart), _listed(after.multipart))
        if after.body != _NOTHING and self._told(before.fields, after.fields):
            sides = before.fields, after.fields
            if not self.exact and before.method != "POST":  # what a spec says to be required is so of a new item
                sides = _optional(before.fields), _optional(after.fields)
            yield from compare_hub_values(*sides, self._place("hub-member"))

    def _of_answer(self) -> Iterator[Change]:
        before, after = self.before, self.after
        if before.answer != after.answer:
            if before.answer and after.answer:
                effect: Effect = "wider" if before.answer == _NOTHING else "narrower"
                yield self._call("answer", effect, before.answer, after.answer)
            return
        if self._told(before.answer_fields, after.answer_fields):
            place = self._place("hub-answer-member", "received")
            yield from compare_hub_values(before.answer_fields, after.answer_fields, place)

    def _told(self, a: Sequence[ResourceField], b: Sequence[ResourceField]) -> bool:
        """Whether both sides tell of members; a source without any is silent."""
        return self.exact or bool(a and b)


def _optional(fields: Sequence[ResourceField]) -> tuple[ResourceField, ...]:
    return tuple(replace(f, required=False, fields=_optional(f.fields)) for f in fields)


def _beyond(names: Sequence[str], others: Sequence[str]) -> list[str]:
    return sorted({*names} - {*others})


def _listed(names: Sequence[str]) -> str:
    return ", ".join(sorted(names))


def _renamed(
    pairs: set[tuple[tuple[str, ...], ...]], connector: str,
    first: Mapping[_Identity, FoundCall], second: Mapping[_Identity, FoundCall],
) -> Iterator[Change]:  # fmt: skip
    """Yield what the generated client calls by another name, though the request is the same: a resource once."""
    was = {call.member: call.location for call in first.values()}
    now = {call.member: call.location for call in second.values()}
    told: set[tuple[str, str]] = set()
    for before, after in sorted(pairs):
        if before == after:
            continue
        end = _first_difference(before, after)
        old, new = ".".join(before[:end]), ".".join(after[:end])
        if (old, new) not in told:
            told.add((old, new))
            sentence = f"in the client, {old} is now {new}"
            yield Change(
                "client-changed", connector, _RESOURCES, new, "narrower", after=sentence, remark=sentence,
                was=was[before], now=now[after],
            )  # fmt: skip


def _first_difference(a: tuple[str, ...], b: tuple[str, ...]) -> int | None:
    """Return how many names tell the two apart; None, all of them, where one has more names than the other."""
    if len(a) != len(b):
        return None
    return next(n for n, (one, other) in enumerate(zip(a, b, strict=True), 1) if one != other)
