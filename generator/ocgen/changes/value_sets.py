"""What another type, enum, pattern or bound does to a client: judged as a whole, by all that the value may be.

Of what a client sends, all that was accepted must still be; of what it receives, nothing may be new. Where
that cannot be told, values count as lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.changes.change import Aspect, Direction, Effect, Fact
from ocgen.changes.difference import UNSHOWN, Difference
from ocgen.changes.value_language import Language, included, languages, stated_bounds
from ocgen.facts.connector import ValueFacts
from ocgen.facts.secret_digest import enum_of
from ocgen.model import LIMITS

_SECRET = "whether all that was accepted still is cannot be told, since it is secret"


def value_differences(
    a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool, natives: bool
) -> Iterator[Difference]:
    """Yield the difference between what two forms of a value may be: one, whichever of its aspects have changed."""
    changed = dict(_changed(a, b, exact=exact))
    if not changed:
        return
    first, second = languages(a, b, exact=exact, natives=natives)
    effect, remark = _judged(first, second, direction)
    wide = second if direction == "sent" else first
    if effect == "wider" and (
        set(changed) == {"enum-changed"} or (wide.listed is None and not wide.pattern and not wide.bounds)
    ):
        remark = ""  # it goes without saying
    if len(changed) == 1:
        ((aspect, (before, after)),) = changed.items()
        yield Difference(aspect, before, after, effect, remark=remark)
    else:
        yield Difference("values-changed", _form(a), _form(b), effect, remark=remark)


def _changed(a: ValueFacts, b: ValueFacts, *, exact: bool) -> Iterator[tuple[Aspect, tuple[Fact, Fact]]]:
    if a.type and b.type and a.type != b.type:
        yield "type-changed", (a.type, b.type)
    if a.secret or b.secret:  # what a secret holds is no fact, so that a side which hides it says nothing
        if exact and enum_of(a) != enum_of(b):
            yield "enum-changed", (UNSHOWN, UNSHOWN)
    elif a.enum is not None and b.enum is not None and set(a.enum) != set(b.enum):
        yield "enum-changed", (_listed(a.enum), _listed(b.enum))
    if a.pattern is not None and b.pattern is not None and a.pattern != b.pattern:
        yield "pattern-changed", (a.pattern, b.pattern)
    for name in (limit.attribute for limit in LIMITS):
        before, after = a.said(name), b.said(name)
        if before is not None and after is not None and before != after:
            yield f"{name.replace('_', '-')}-changed", (_number(before), _number(after))


def _judged(first: Language, second: Language, direction: Direction) -> tuple[Effect, str]:
    """Return what the change does, and how that is known.

    Answers are open: a value may come that is not in the list, and a reader has to accept it.
    """
    one, other, given, asked = (first, second, "first", "second")
    if direction != "sent":
        one, other, given, asked = second, first, "second", "first"
    verdict = included(one, other)
    if verdict.holds:
        return "wider", f"all that fits the {given} fits the {asked}"
    effect: Effect = "unclear" if direction != "sent" and other.listed is not None else "narrower"
    if verdict.holds is None:
        return effect, f"whether all that fits the {given} fits the {asked} cannot be told"
    if not verdict.example:
        return effect, _SECRET
    fits = "does not fit" if one.anything or one.filled else f"fits the {given} and not"
    return effect, f"{verdict.example} {fits} the {asked}"


def _form(value: ValueFacts) -> str:
    """Return all that binds a value, in words."""
    listed = UNSHOWN if value.secret and enum_of(value) else f"one of {_listed(value.enum)}" if value.enum else ""
    bounds = (bound.english for bound in stated_bounds(value))
    return ", ".join(filter(None, (value.type, listed, value.pattern, *bounds)))


def _number(bound: int) -> str:
    return str(bound) if bound else ""


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(sorted(values))
