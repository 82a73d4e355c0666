"""Two sides of many connectors -> changes."""

from __future__ import annotations

from collections.abc import Mapping

from ocgen.changes.change import Change
from ocgen.changes.compare import compare, whole
from ocgen.facts import ConnectorFacts


def compare_all(
    a: Mapping[str, ConnectorFacts], b: Mapping[str, ConnectorFacts], everywhere: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """Return the changes of connectors of the same key, and those that have come or gone, by key."""
    found: list[Change] = []
    for key in sorted(a.keys() | b.keys()):
        if key in a and key in b:
            found += compare(a[key], b[key], everywhere)
        else:
            found.append(whole(b[key], come=True) if key in b else whole(a[key], come=False))
    return tuple(found)
