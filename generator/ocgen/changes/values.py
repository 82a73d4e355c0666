"""Two lists of values -> changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ocgen.changes.aspects import addition, differences, rewordings
from ocgen.changes.change import DIRECTIONS, Change, Effect, Part
from ocgen.changes.pairing import alike, pair_values
from ocgen.facts.connector import ConnectorFacts, MethodFacts, ValueFacts

_GRAVEST: tuple[Effect, ...] = ("narrower", "unclear", "wider")
HasLocation: TypeAlias = ConnectorFacts | MethodFacts | ValueFacts


@dataclass(frozen=True, slots=True)
class ListPlace:
    """What a list of values is: of which connector, where it stands, and what its values are."""

    connector: str
    where: str
    part: Part
    exact: bool  # neither side is ever silent
    everywhere: frozenset[str] = frozenset()  # names that count whether a side names them or not
    before: Mapping[str, ValueFacts] = field(default_factory=dict)  # what the first side takes without naming it here
    after: Mapping[str, ValueFacts] = field(default_factory=dict)  # and the second

    @property
    def natives(self) -> bool:
        """Whether numbers and booleans of JSON may be sent in place of their texts: of fields, specs tell just that."""
        return self.exact and self.part == "field"


def compare_values(a: Sequence[ValueFacts], b: Sequence[ValueFacts], place: ListPlace) -> Iterator[Change]:
    """Yield the changes between two lists of values."""
    pairs, only_old, only_new = pair_values(a, b)
    for first, second in pairs:
        yield from compare_value(first, second, place)
    for value in only_old:
        yield removed(value, place, alike(value, only_new))
    for value in only_new:
        yield added(value, place, alike(value, only_old))


def compare_value(a: ValueFacts, b: ValueFacts, place: ListPlace) -> Iterator[Change]:
    """Yield the changes between two forms of one value."""
    direction = DIRECTIONS[place.part]
    if a.name != b.name:
        yield Change(
            f"{place.part}-renamed", place.connector, place.where, a.name, "narrower", b.name,
            was=a.location, now=b.location,
        )  # fmt: skip
    for found in differences(a, b, direction, exact=place.exact, natives=place.natives):
        yield Change(
            f"{place.part}-{found.aspect}", place.connector, place.where, b.name, found.effect,
            before=found.before, after=found.after, prose=found.prose, remark=found.remark,
            was=a.location, now=b.location,
        )  # fmt: skip
    for name, before, after in rewordings(a, b):
        yield reworded(place.connector, f"{place.where}.{b.name}", name, before, after, a, b)


def added(value: ValueFacts, place: ListPlace, like: str = "", *, harmless: bool = False) -> Change:
    """Return the change that a value was added; ``harmless`` when something that nobody uses yet was added with it.

    A field that was taken before it was named here is judged by what naming it changes.
    """
    known = harmless or value.name in place.everywhere
    effect: Effect = "wider" if known else addition(value, DIRECTIONS[place.part])
    if value.name in place.before:
        effect = _worst(place.before[value.name], value, place)
    return Change(
        f"{place.part}-added", place.connector, place.where, value.name, effect,
        after=_need(value), like=like, now=value.location,
    )  # fmt: skip


def removed(value: ValueFacts, place: ListPlace, like: str = "") -> Change:
    """Return the change that a value was removed; one that is still taken without being named breaks nothing."""
    effect: Effect = "wider" if value.name in place.everywhere else "narrower"
    if value.name in place.after:
        effect = _worst(value, place.after[value.name], place)
    if place.part == "query" and value.required is value.description is None:
        effect = "unclear"  # it stood in a template or an example alone, where pages have leftovers
    return Change(
        f"{place.part}-removed", place.connector, place.where, value.name, effect,
        before=_need(value), like=like, was=value.location,
    )  # fmt: skip


def worst(effects: Iterable[Effect]) -> Effect:
    """Return the gravest of effects; none harm nobody."""
    return min((*effects, "wider"), key=_GRAVEST.index)


def _worst(a: ValueFacts, b: ValueFacts, place: ListPlace) -> Effect:
    found = differences(a, b, DIRECTIONS[place.part], exact=place.exact, natives=place.natives)
    return worst(difference.effect for difference in found if not difference.prose)


def reworded(connector: str, where: str, name: str, before: str, after: str, a: HasLocation, b: HasLocation) -> Change:
    """Return the change of a text that only readers see."""
    return Change(
        "text-changed", connector, where, name, "wider",
        before=before, after=after, prose=True, was=a.location, now=b.location,
    )  # fmt: skip


def _need(value: ValueFacts) -> str | None:
    words = {True: "required", False: "optional", "conditional": "conditional", None: None}
    return words[value.required]
