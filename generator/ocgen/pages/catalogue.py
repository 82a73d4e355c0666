"""What the catalogue shows, prepared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocgen.model import Connector
from ocgen.text.anchors import anchor


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub and its connectors, by name."""

    name: str
    title: str  # its name in words
    anchor: str
    connectors: tuple[Connector, ...]


def hub_anchor(name: str) -> str:
    """Return the anchor of a hub in the catalogue."""
    return anchor("hub", name)


def hubs(connectors: Iterable[Connector]) -> Sequence[Hub]:
    """Return the hubs in the order of their names in words."""
    found: dict[str, list[Connector]] = {}
    for connector in connectors:
        found.setdefault(connector.hub, []).append(connector)
    made = [
        Hub(
            name,
            members[0].platform.hub_title(name),
            hub_anchor(name),
            tuple(sorted(members, key=lambda c: (c.name.casefold(), c.key))),
        )
        for name, members in found.items()
    ]
    return sorted(made, key=lambda hub: (hub.title.casefold(), hub.name))
