"""Two lists of values of a hub call -> changes: query parameters, headers, members of a body or of an answer.

Members of objects in objects are compared by all names that lead to them: ``address.city``, and ``tags[]`` for what a
list consists of. A client of what is sent is refused when less is taken; of what is received, misled when less comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocgen.changes.change import Change, Direction, Effect
from ocgen.findings.location import NOWHERE, Location
from ocgen.model import ResourceField

# Types whose values all are of another type too.
_WITHIN = {("integer", "number")}
_ANY = "any"
_ELEMENT = ResourceField("")  # of a list that does not say what it consists of


@dataclass(frozen=True, slots=True)
class HubPlace:
    """What a list of values is: of which connector and call, and in which direction its values go.

    ``part`` is what the kinds of its changes begin with. ``exact`` tells that neither side is ever silent. The places
    are those of the call on both sides, ``now`` for what is no longer there.
    """

    connector: str
    where: str
    part: str
    direction: Direction
    exact: bool
    was: Location = NOWHERE
    now: Location = NOWHERE

    def change(
        self, aspect: str, key: str, effect: Effect,
        a: ResourceField | None = None, b: ResourceField | None = None,
        before: str | None = None, after: str | None = None,
    ) -> Change:  # fmt: skip
        """Return a change of this list; ``a`` and ``b`` are the value on each side."""
        was = a.location if a and a.location.path else self.was
        now = b.location if b and b.location.path else self.now
        if self.exact and aspect == "added":  # it stands nowhere on the first side
            was = NOWHERE
        return Change(
            f"{self.part}-{aspect}", self.connector, self.where, key, effect, before=before, after=after,
            was=was, now=now,
        )  # fmt: skip


def compare_hub_values(a: Sequence[ResourceField], b: Sequence[ResourceField], place: HubPlace) -> Iterator[Change]:
    """Yield the changes between two lists of values of a call."""
    first, second = dict(_flat(a)), dict(_flat(b))
    settled: set[str] = set()  # what is told as a whole, so that nothing in it is told again
    for name in sorted(first.keys() | second.keys(), key=lambda name: (name.count("."), name.count("["), name)):
        if any(_holds(whole, name) for whole in settled):
            continue
        before, after = first.get(name), second.get(name)
        if before and after:
            found = list(_differences(name, before, after, place))
            if any(change.kind.endswith("-type-changed") for change in found):
                settled.add(name)
            yield from found
            continue
        settled.add(name)
        if after:
            yield _added(name, after, place)
        elif before:
            yield _removed(name, before, place)


def _flat(fields: Sequence[ResourceField], above: str = "") -> Iterator[tuple[str, ResourceField]]:
    for field in fields:
        name = f"{above}{field.name}"
        yield name, field
        yield from _flat(field.fields, f"{name}.")
        if field.type == "array":
            yield from _flat((replace(field.items or _ELEMENT, name="[]"),), name)


def _holds(whole: str, name: str) -> bool:
    return name.startswith((f"{whole}.", f"{whole}["))


def _added(name: str, value: ResourceField, place: HubPlace) -> Change:
    asked = place.direction == "sent" and value.required
    need = ("required" if value.required else "optional") if place.direction == "sent" else None
    return place.change("added", name, "narrower" if asked else "wider", b=value, after=need)


def _removed(name: str, value: ResourceField, place: HubPlace) -> Change:
    """Return the change of a value that is gone; an open body may take a member that a source does not name."""
    named = place.exact or value.required or place.part != "hub-member"
    return place.change("removed", name, "narrower" if named else "unclear", a=value)


def _differences(name: str, a: ResourceField, b: ResourceField, place: HubPlace) -> Iterator[Change]:
    if a.required != b.required and place.direction == "sent":
        words = {True: "required", False: "optional"}
        effect: Effect = "narrower" if b.required else "wider"
        yield place.change("required-changed", name, effect, a, b, words[a.required], words[b.required])
    if a.type != b.type and (place.exact or _ANY not in (a.type, b.type)):
        yield place.change("type-changed", name, _of_types(a, b, place), a, b, a.type, b.type)
    if set(a.enum) != set(b.enum) and (place.exact or (a.enum and b.enum)):
        listed = (", ".join(sorted(a.enum)), ", ".join(sorted(b.enum)))
        yield place.change("enum-changed", name, _of_enums(a, b, place), a, b, *listed)
    if a.format != b.format and (place.exact or (a.format and b.format)):
        yield place.change("format-changed", name, "unclear", a, b, a.format, b.format)
    if not place.exact:
        return
    if a.secret != b.secret:
        yes = {True: "secret", False: "not secret"}
        yield place.change(
            "secret-changed", name, "unclear" if b.secret else "wider", a, b, yes[a.secret], yes[b.secret]
        )
    yield from texts_changed(place, name, (a.description, a.deprecated), (b.description, b.deprecated), a, b)


def texts_changed(
    place: HubPlace, name: str, before: tuple[str, str], after: tuple[str, str],
    a: ResourceField | None = None, b: ResourceField | None = None,
) -> Iterator[Change]:  # fmt: skip
    """Yield the changes of a description and of a deprecation; one that comes or goes is more than other words."""
    if bool(before[1]) != bool(after[1]):
        effect: Effect = "narrower" if after[1] else "wider"
        yield replace(place.change("deprecated-changed", name, effect, a, b, before[1], after[1]), prose=True)
    where = name if place.part == "hub-call" else f"{place.where}: {name}"
    pairs = (("description", before[0], after[0]), ("deprecated", before[1], after[1]))
    for word, first, second in pairs:
        if first != second and (word == "description" or (first and second)):
            change = place.change("", word, "wider", a, b, first, second)
            yield replace(change, kind="text-changed", where=where, prose=True)


def _of_types(a: ResourceField, b: ResourceField, place: HubPlace) -> Effect:
    small, large = (a.type, b.type) if place.direction == "sent" else (b.type, a.type)
    if large == _ANY or (small, large) in _WITHIN:
        return "wider"
    return "unclear" if small == _ANY and place.direction == "received" else "narrower"


def _of_enums(a: ResourceField, b: ResourceField, place: HubPlace) -> Effect:
    """Judge listed values; an answer may bring others, so that a longer list there is only something to look at."""
    small, large = (a.enum, b.enum) if place.direction == "sent" else (b.enum, a.enum)
    if not large or (small and set(small) <= set(large)):
        return "wider"
    return "narrower" if place.direction == "sent" else "unclear"
