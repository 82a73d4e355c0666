"""What can differ between two forms of one value, and what each difference does to a client.

The rule behind every effect: requests are closed and responses are open. So a client is refused when less is accepted
of what it sends, and misled when it is given less than it counts on, or something else in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocgen.changes.change import Aspect, Direction, Effect, Fact
from ocgen.changes.patterns import pattern_effect
from ocgen.facts import ValueFacts
from ocgen.model import Condition

_NEED = {True: 2, "conditional": 1, False: 0}

_UNSHOWN = "a value that is not shown"
_SECRET = "whether it takes all that it took cannot be told, since it is secret"


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two forms of a value differ."""

    aspect: Aspect
    before: Fact
    after: Fact
    effect: Effect
    prose: bool = False
    remark: str = ""


def differences(a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool) -> Iterator[Difference]:
    """Yield each aspect in which two forms of a value differ.

    ``exact`` tells that neither side is ever silent (two specs), so that None is a statement: there is none.
    """
    yield from _required(a, b, direction, exact=exact)
    if a.type and b.type and a.type != b.type:
        widening = ("integer", "number") if direction == "sent" else ("number", "integer")
        effect: Effect = "wider" if (a.type, b.type) == widening else "narrower"
        yield Difference("type-changed", a.type, b.type, effect)
    hidden = a.secret or b.secret  # what a secret holds is no fact, so that a side which hides it says nothing
    if not hidden and a.enum is not None and b.enum is not None and set(a.enum) != set(b.enum):
        yield Difference("enum-changed", _listed(a.enum), _listed(b.enum), _enum_effect(a.enum, b.enum, direction))
    yield from _hidden(a, b)
    if a.default != b.default and not hidden and (exact or None not in (a.default, b.default)):
        yield Difference("default-changed", a.default, b.default, _default_effect(a, b, direction))
    if a.pattern is not None and b.pattern is not None and a.pattern != b.pattern:
        fitting, remark = pattern_effect(a, b, direction)
        yield Difference("pattern-changed", a.pattern, b.pattern, fitting, remark=remark)
    if a.secret is not None and b.secret is not None and a.secret != b.secret:
        words = {True: "secret", False: "not secret"}
        yield Difference("secret-changed", words[a.secret], words[b.secret], "narrower" if b.secret else "wider")
    if a.deprecated is not None and b.deprecated is not None and bool(a.deprecated) != bool(b.deprecated):
        yield Difference("deprecated-changed", a.deprecated, b.deprecated, _tightened(bool(b.deprecated)), prose=True)
    if a.source is not None and b.source is not None and a.source != b.source:
        moved: Effect = "narrower" if a.source and b.source else "unclear"
        yield Difference("source-changed", a.source, b.source, moved)
    if a.label is not None and b.label is not None and a.label != b.label:
        yield Difference("label-changed", a.label, b.label, "wider", prose=True)


def rewordings(a: ValueFacts, b: ValueFacts) -> Iterator[tuple[str, str, str]]:
    """Yield name, first and second form of each text for readers that differs."""
    first, second = dict(a.texts), dict(b.texts)
    if a.description is not None and b.description is not None:
        first["description"], second["description"] = a.description, b.description
    if a.deprecated and b.deprecated:
        first["deprecated"], second["deprecated"] = a.deprecated, b.deprecated
    if a.name == b.name:  # else it is what told that the one is the other
        first["renamed_from"], second["renamed_from"] = a.renamed_from, b.renamed_from
    for name in sorted(first.keys() & second.keys()):
        if first[name] != second[name]:
            yield name, first[name], second[name]

    if _digests(a, b, "example"):
        yield "example", _UNSHOWN, _UNSHOWN


def addition(value: ValueFacts, direction: Direction) -> Effect:
    """Return what a new value does to a client that does not know it."""
    if direction != "sent" or value.default is not None or value.required is False:
        return "wider"
    return "unclear" if value.required is None else "narrower"


def _hidden(a: ValueFacts, b: ValueFacts) -> Iterator[Difference]:
    """What a secret may hold is compared by digests and never shown."""
    if _digests(a, b, "enum"):
        yield Difference("enum-changed", _UNSHOWN, _UNSHOWN, "narrower", remark=_SECRET)
    if _digests(a, b, "default"):
        yield Difference("default-changed", _UNSHOWN, _UNSHOWN, "narrower", remark=_SECRET)


def _digests(a: ValueFacts, b: ValueFacts, name: str) -> bool:
    """Whether both sides hide something and it is not the same."""
    first, second = dict(a.hidden).get(name), dict(b.hidden).get(name)
    return first is not None and second is not None and first != second


def _required(a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool) -> Iterator[Difference]:
    if a.required is None or b.required is None:
        return
    first, second = _need(a, exact=exact), _need(b, exact=exact)
    if first == second:
        return
    # What may stay away now was there always; and whoever leaves out what has a default gets that.
    tighter = _can_want_more(b, a) if direction != "sent" else b.default is None and _can_want_more(a, b)
    yield Difference("required-changed", first, second, _tightened(tighter))


def _need(value: ValueFacts, *, exact: bool) -> str:
    words = {True: "required", False: "optional"}
    if value.required != "conditional":
        return words[bool(value.required)]
    return f"required when {_conditions(value.when or ())}" if exact and value.when else "conditional"


def _conditions(when: tuple[Condition, ...]) -> str:
    return " and ".join(sorted(f"{c.field} is {' or '.join(sorted(c.values))}" for c in when))


def _can_want_more(a: ValueFacts, b: ValueFacts) -> bool:
    """Whether the second form can require the value where the first does not."""
    if a.required == b.required == "conditional":
        needed = {condition.field: set(condition.values) for condition in b.when or ()}
        # It stays within the first form's cases when each of the first's conditions holds in all of its own cases.
        return not all(c.field in needed and needed[c.field] <= set(c.values) for c in a.when or ())
    return _NEED[b.required or False] > _NEED[a.required or False]


def _enum_effect(a: tuple[str, ...], b: tuple[str, ...], direction: Direction) -> Effect:
    """No enum at all takes anything."""
    before, after = (set(a), set(b)) if direction == "sent" else (set(b), set(a))
    fits = not after or (bool(before) and before <= after)
    if direction == "sent":
        return "wider" if fits else "narrower"
    return "wider" if fits else "unclear"  # answers are open: a new value may come, and a reader has to bear it


def _default_effect(a: ValueFacts, b: ValueFacts, direction: Direction) -> Effect:
    if direction != "sent":
        return "wider"
    if a.default is not None and b.default is not None:
        return "narrower"  # whoever leaves the value out gets another one
    if b.default is None:
        return "narrower" if b.required is True else "unclear"
    return "wider" if a.required is True else "unclear"


def _tightened(tighter: bool) -> Effect:
    return "narrower" if tighter else "wider"


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(sorted(values))
