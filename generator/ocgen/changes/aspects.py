"""What can differ between two forms of one value, and what each difference does to a client.

The rule behind every effect: requests are closed and responses are open. So a client is refused when less is accepted
of what it sends, and misled when it is given less than it counts on, or something else in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.changes.attribute_rules import ATTRIBUTE_CHANGES, AttributeChange
from ocgen.changes.change import Direction, Effect
from ocgen.changes.difference import UNSHOWN, Difference
from ocgen.changes.requirement import need_differences
from ocgen.changes.value_sets import value_differences
from ocgen.facts.connector import StatedValue, ValueFacts
from ocgen.facts.secret_digest import example_of, hides

_PLAIN = tuple(row for row in ATTRIBUTE_CHANGES.values() if row.judge)  # the others decide together


def differences(
    a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool, natives: bool = False
) -> Iterator[Difference]:
    """Yield each aspect in which two forms of a value differ.

    ``exact`` tells that neither side is ever silent (two specs), so that None is a statement: there is none. With
    ``natives``, a client may send a number or boolean of JSON in place of its text.
    """
    yield from need_differences(a, b, direction, exact=exact)
    yield from value_differences(a, b, direction, exact=exact, natives=natives)
    for row in _PLAIN:
        first, second = a.said(row.attribute), b.said(row.attribute)
        if first is None or second is None or first == second or (row.by_presence and bool(first) == bool(second)):
            continue
        assert row.judge is not None
        before, after = (_shown(row, said) for said in (first, second))
        yield Difference(f"{row.aspect}-changed", before, after, row.judge(first, second), prose=row.prose)


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

    if hides(a) and hides(b) and example_of(a) != example_of(b):
        yield "example", UNSHOWN, UNSHOWN


def addition(value: ValueFacts, direction: Direction) -> Effect:
    """Return what a new value does to a client that does not know it."""
    if direction != "sent" or value.default is not None or value.required is False:
        return "wider"
    return "unclear" if value.required is None else "narrower"


def _shown(row: AttributeChange, said: StatedValue) -> str:
    return said if isinstance(said, str) else f"{'' if said else 'not '}{row.attribute}"
