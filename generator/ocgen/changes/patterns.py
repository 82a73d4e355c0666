"""What another pattern does to a client: whether all that fitted still fits, with a value that shows it."""

from __future__ import annotations

from ocgen.changes.change import Direction, Effect
from ocgen.facts import ValueFacts
from ocgen.patterns.inclusion import UNKNOWN, Inclusion, inclusion
from ocgen.patterns.quoted import quoted

_LONGEST = 80
_NOT_EMPTY = "(a|[^a])"


def pattern_effect(a: ValueFacts, b: ValueFacts, direction: Direction) -> tuple[Effect, str]:
    """Return what the change from one pattern to another does, and a remark on how that is known.

    Of what a client sends, all that fits the first must fit the second; of what it receives, the other way round.
    Where that cannot be told, values count as lost.
    """
    one, other, given, asked = (a, b, "first", "second") if direction == "sent" else (b, a, "second", "first")
    if not other.pattern:
        return "wider", ""
    found = _inclusion(one, other.pattern)
    if found.example is not None:
        fits = f"fits the {given} and not" if one.pattern else "does not fit"
        return "narrower", f"{_shown(found.example)} {fits} the {asked}"
    if found.holds:
        return "wider", f"all that fits the {given} fits the {asked}"
    return "narrower", f"whether all that fits the {given} fits the {asked} cannot be told"


def _inclusion(value: ValueFacts, pattern: str) -> Inclusion:
    """Return whether all that a value may be fits a pattern."""
    if value.enum or not (value.pattern or value.type in {None, "string"}):
        return UNKNOWN  # it is not bound by its pattern alone, so that an example could be none
    if value.pattern:
        return inclusion(value.pattern, pattern)
    found = inclusion(_NOT_EMPTY, pattern)  # an empty text may be refused for being empty, which is no example
    return inclusion("", pattern) if found.holds else found


def _shown(text: str) -> str:
    shown = quoted(text)
    return shown if len(shown) <= _LONGEST else f'{shown[: _LONGEST - 2]}…"'
