"""A few connectors that between them have all that any connector of the project has.

Tests that take long over the whole catalogue take these in its place; ``THOROUGH=1`` takes the catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache

from ocgen.model import Connector
from tests.amount import THOROUGH

# A member that has at most so many values in the whole catalogue is one of words (a type, a flow); others are texts.
_WORDS = 8
_APART = frozenset({"platform", "location", "files"})  # the same for all, or of the file and not of what it says

Trait = tuple[str, object]


@cache
def representatives(connectors: tuple[Connector, ...], *more: str) -> tuple[Connector, ...]:
    """Return the connectors that have every trait of all, in order, and those of the keys ``more``.

    A trait is a word that a member of the model can be, that it is given or not, and how many it holds: none, one or
    several. Those that bring most new ones are taken first.
    """
    if THOROUGH:
        return connectors
    traits = _traits(connectors)
    left = {trait for of_one in traits.values() for trait in of_one}
    chosen = {key: traits[key] for key in more}
    for of_one in chosen.values():
        left -= of_one
    while left:
        key = max(traits, key=lambda key: len(traits[key] & left))
        chosen[key] = traits[key]
        left -= traits[key]
    return tuple(connector for connector in connectors if connector.key in chosen)


@cache
def _traits(connectors: tuple[Connector, ...]) -> dict[str, set[Trait]]:
    found = {connector.key: set(_values(connector, "")) for connector in connectors}
    known: defaultdict[str, set[object]] = defaultdict(set)
    for traits in found.values():
        for name, value in traits:
            known[name].add(value)

    def trait(name: str, value: object) -> Trait:
        return name, bool(value) if isinstance(value, str) and len(known[name]) > _WORDS else value

    return {key: {trait(*each) for each in traits} for key, traits in found.items()}


def _values(value: object, name: str) -> Iterator[Trait]:
    """Yield the leaves of a model, each with the members that lead to it, and how many there are of what is many."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in _APART:
                yield from _values(getattr(value, field.name), f"{type(value).__name__}.{field.name}")
    elif isinstance(value, Sequence | Mapping) and not isinstance(value, str):
        yield name, min(len(value), 2)
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _values(item, f"{name}[]")
    else:
        yield name, value if isinstance(value, str | bool | None) else str(value)
