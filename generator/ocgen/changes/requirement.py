"""When a value must be there, and what counts where it is not: need and default are one matter.

Whoever leaves out what has a default gets that.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.changes.change import Direction, Effect
from ocgen.changes.difference import UNSHOWN, Difference
from ocgen.changes.value_language import takes_empty
from ocgen.facts.connector import Required, ValueFacts
from ocgen.facts.secret_digest import default_of

_NEED = {True: 2, "conditional": 1, False: 0}
_EMPTY = "an empty text counts as missing then; whether one is meant cannot be told"
_JUDGED = "in which cases it is needed, only a person can judge"


def need_differences(a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool) -> Iterator[Difference]:
    """Yield the difference in need or default; one where both have changed."""
    found = [*_required(a, b, direction, exact=exact), *_default(a, b, direction, exact=exact)]
    if len(found) < 2:
        yield from found
        return
    need, default = found
    effect = min(need.effect, default.effect, key=("narrower", "unclear", "wider").index)
    before, after = (_both(n, d) for n, d in ((need.before, default.before), (need.after, default.after)))
    yield Difference("required-changed", before, after, effect, remark=need.remark or default.remark)


def _both(need: str | None, default: str | None) -> str:
    return f"{need}, default {default}" if default is not None else f"{need}"


def _required(a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool) -> Iterator[Difference]:
    if a.required is None or b.required is None:
        return
    first, second = _need(a, exact=exact), _need(b, exact=exact)
    if first == second:
        return
    if not exact and default_of(a) and default_of(b):
        return  # a page or a model calls required what it has a default for, and a spec does not
    # What may stay away now was there always.
    one, other = (a, b) if direction == "sent" else (b, a)
    tighter = _can_want_more(one, other, sent=direction == "sent")
    remark = _JUDGED if tighter and exact and _judged(other) else ""
    if exact and not tighter and one.required is True and (other.when or other.unless) and takes_empty(one):
        tighter, remark = True, _EMPTY
    yield Difference("required-changed", first, second, "narrower" if tighter else "wider", remark=remark)


def _need(value: ValueFacts, *, exact: bool) -> str:
    words = {True: "required", False: "optional"}
    if value.required != "conditional":
        return words[bool(value.required)]
    if not exact or _judged(value):
        return "conditional"
    parts = [_conditions(value), *(f"{name} is not given" for name in sorted(value.unless))]
    return f"required when {' and '.join(filter(None, parts))}"


def _judged(value: ValueFacts) -> bool:
    """Whether only a person can judge when the value is needed."""
    return value.required == "conditional" and not value.when and not value.unless


def _conditions(value: ValueFacts) -> str:
    told = []
    for condition in value.when or ():
        missing = ("not given",) if condition.field in value.absent else ()
        told.append(f"{condition.field} is {' or '.join((*sorted(condition.values), *missing))}")
    return " and ".join(sorted(told))


def _can_want_more(a: ValueFacts, b: ValueFacts, *, sent: bool) -> bool:
    """Whether the second form can require the value where the first does not."""
    before, after = _missed(a, sent=sent), _missed(b, sent=sent)
    if before == after == "conditional":
        needed = {condition.field: set(condition.values) for condition in b.when or ()}
        # It stays within the first form's cases when each of the first's conditions holds in all of its own cases.
        within = all(c.field in needed and needed[c.field] <= set(c.values) for c in a.when or ())
        held = {c.field for c in a.when or ()} & set(b.absent) <= set(a.absent)
        return not (within and held and set(a.unless) <= set(b.unless))
    return _NEED[after] > _NEED[before]


def _missed(value: ValueFacts, *, sent: bool) -> Required:
    """Return when the value must be given. A default takes its place, but in the cases that a spec names."""
    return False if sent and default_of(value) and not (value.when or value.unless) else value.required or False


def _default(a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool) -> Iterator[Difference]:
    first, second = default_of(a), default_of(b)
    secret = bool(a.secret or b.secret)
    if first == second or not (exact or (first and second and not secret)):
        return
    shown = (a.default, b.default)
    if secret:
        shown = (UNSHOWN if first else None, UNSHOWN if second else None)
    yield Difference("default-changed", *shown, _default_effect(a, b, direction))


def _default_effect(a: ValueFacts, b: ValueFacts, direction: Direction) -> Effect:
    if direction != "sent":
        return "wider"
    if default_of(a) and default_of(b):
        return "narrower"  # whoever leaves the value out gets another one
    if default_of(a):
        return "narrower" if b.required is True else "unclear"
    return "wider" if a.required is True else "unclear"
