"""A connector or a resource is in a hub that the platform does not have.

The hub groups connectors in the catalogue and stands in the addresses of hub calls, so that a misspelt one parts a
connector from its like. The platform file lists the hubs.

How to fix it: correct the name. Where the hub is new, add it to `hubs` of your platform file, or turn the rule off.

    hub: marketting    # wrong
    hub: marketing     # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import Location
from ocgen.linter.context import Context
from ocgen.model import Connector
from ocgen.text.suggest import did_you_mean

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each connector and resource in another hub; those of one family are told once."""
    told: set[Location] = set()
    for connector in context.connectors:
        hubs = dict(connector.platform.hubs)
        for hub, at in _named(context, connector) if hubs else ():
            if hub not in hubs and at not in told:
                told.add(at)
                remedy = did_you_mean(hub, hubs) or f"the hubs are {', '.join(sorted(hubs))}"
                yield Finding("unknown-hub", LEVEL, f'no hub is named "{hub}"', at, remedy)


def _named(context: Context, connector: Connector) -> Iterator[tuple[str, Location]]:
    """Yield the hubs of a connector and of those of its resources that are in another one, with their places."""
    yield connector.hub, _place(context, connector)
    for _, resource in connector.every_resource():
        at = context.under(resource.location, "hub")
        if at != resource.location:  # what lies below a resource is in its hub
            yield resource.hub, at


def _place(context: Context, connector: Connector) -> Location:
    """Return where the hub is written: in the connector's file, or in its family's."""
    trees = (context.loaded.documents[file] for file in connector.files if file in context.loaded.documents)
    found = (node for tree in trees if (node := tree.get("hub")) is not None)
    return next((node.location for node in found), connector.location)
