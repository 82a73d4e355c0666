"""Two sides of many connectors -> changes, those of their platform first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ocgen.changes.change import Change, in_order
from ocgen.changes.compare import compare, whole
from ocgen.changes.platform import compare_platforms
from ocgen.changes.standards import definitions, lifted, taken_by_all
from ocgen.facts.connector import ConnectorFacts
from ocgen.model import Platform

Platforms: TypeAlias = tuple[Platform, Platform]


def compare_all(
    a: Mapping[str, ConnectorFacts],
    b: Mapping[str, ConnectorFacts],
    everywhere: frozenset[str] = frozenset(),
    platforms: Platforms | None = None,
) -> tuple[Change, ...]:
    """Return the changes of connectors of the same key, and those that were added or removed, by key.

    ``platforms`` are what the two sides' specs were resolved with: what it changes for all connectors is told once.
    """
    own: list[Change] = []
    for key in sorted(a.keys() | b.keys()):
        if key in a and key in b:
            own += compare(a[key], b[key], everywhere)
        else:
            own.append(whole(b[key], added=True) if key in b else whole(a[key], added=False))
    both = [b[key] for key in sorted(a.keys() & b.keys())]
    return (*_with_platform(own, both, platforms, unused=True),)


def compare_one(
    a: ConnectorFacts,
    b: ConnectorFacts,
    everywhere: frozenset[str] = frozenset(),
    platforms: Platforms | None = None,
) -> tuple[Change, ...]:
    """Return the changes of one connector, whatever its key, and those of the platform that concern it."""
    return (*_with_platform(list(compare(a, b, everywhere)), [b], platforms, unused=False),)


def _with_platform(
    own: list[Change], both: Sequence[ConnectorFacts], platforms: Platforms | None, *, unused: bool
) -> Iterator[Change]:
    """Yield the changes of the platform and of connectors; ``unused`` ones of the platform concern no connector."""
    if platforms is None or platforms[0] is platforms[1]:
        yield from own
        return
    defined = list(definitions(*platforms))
    shared = [*compare_platforms(*platforms), *taken_by_all(*platforms)]
    providers = {facts.key: facts.provider or "" for facts in both}
    rest, told = lifted(own, [*shared, *defined], len(both), providers)
    if not unused:
        told = [change for change in told if change not in defined]
    yield from in_order(told)
    yield from rest
