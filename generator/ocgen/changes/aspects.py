"""What can differ between two forms of one value, and what each difference does to a client.

The rule behind every effect: requests are closed and responses are open. So a client is refused when less is accepted
of what it sends, and misled when it is given less than it counts on, or something else in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.changes.accepts import value_differences
from ocgen.changes.change import Direction, Effect
from ocgen.changes.difference import UNSHOWN, Difference
from ocgen.changes.hidden import example_of, hides
from ocgen.changes.need import need_differences
from ocgen.facts import ValueFacts


def differences(
    a: ValueFacts, b: ValueFacts, direction: Direction, *, exact: bool, natives: bool = False
) -> Iterator[Difference]:
    """Yield each aspect in which two forms of a value differ.

    ``exact`` tells that neither side is ever silent (two specs), so that None is a statement: there is none. With
    ``natives``, a client may send a number or boolean of JSON in place of its text.
    """
    yield from need_differences(a, b, direction, exact=exact)
    yield from value_differences(a, b, direction, exact=exact, natives=natives)
    if a.secret is not None and b.secret is not None and a.secret != b.secret:
        words = {True: "secret", False: "not secret"}
        yield Difference("secret-changed", words[a.secret], words[b.secret], "narrower" if b.secret else "wider")
    if a.deprecated is not None and b.deprecated is not None and bool(a.deprecated) != bool(b.deprecated):
        yield Difference("deprecated-changed", a.deprecated, b.deprecated, _tightened(bool(b.deprecated)), prose=True)
    if a.source is not None and b.source is not None and a.source != b.source:
        moved: Effect = "narrower" if a.source and b.source else "unclear"
        yield Difference("source-changed", a.source, b.source, moved)
    if a.alias is not None and b.alias is not None and a.alias != b.alias:
        yield Difference("alias-changed", a.alias, b.alias, "unclear")
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

    if hides(a) and hides(b) and example_of(a) != example_of(b):
        yield "example", UNSHOWN, UNSHOWN


def addition(value: ValueFacts, direction: Direction) -> Effect:
    """Return what a new value does to a client that does not know it."""
    if direction != "sent" or value.default is not None or value.required is False:
        return "wider"
    return "unclear" if value.required is None else "narrower"


def _tightened(tighter: bool) -> Effect:
    return "narrower" if tighter else "wider"
