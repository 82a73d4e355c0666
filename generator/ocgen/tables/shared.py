"""The sections that belong to the platform: errors, regions, and the catalogue of connectors."""

from __future__ import annotations

from collections.abc import Iterable

from ocgen.model import Connector, Platform
from ocgen.tables.cells import yes_no
from ocgen.tables.rich import Code, Link, Text, cell, codes, sentence, text
from ocgen.tables.table import Column, Record
from ocgen.targets.docs.anchors import anchor
from ocgen.targets.docs.calls import base_url

ERROR_COLUMNS = (
    Column("status", "Status"),
    Column("name", "Name"),
    Column("description", "Meaning"),
    Column("retry", "Repeat the call?"),
)
ERROR_GROUPS = ("request", "platform")
REGION_COLUMNS = (
    Column("region", "Region"),
    Column("description", "Where"),
    Column("trial", "Trial"),
    Column("host", "Host"),
    Column("base-url", "Base URL"),
)
REGION_DEFAULT = ("region", "description", "base-url")
REGION_GROUPS = ("production", "trial")
CATALOGUE_COLUMNS = (
    Column("key", "Key"),
    Column("name", "Name"),
    Column("hub", "Hub"),
    Column("provider", "Provider"),
    Column("sign-in", "Sign-in"),
    Column("events", "Events"),
    Column("description", "Description"),
    Column("documentation", "Documentation"),
)
CATALOGUE_DEFAULT = ("key", "name", "hub", "sign-in", "events", "description")


def errors(platform: Platform) -> tuple[Record, ...]:
    """Return the statuses that the platform answers with; those of 500 and above are the group platform."""
    return tuple(
        Record(
            anchor=anchor("error", str(error.status)),
            cells={
                "status": text(str(error.status)),
                "name": text(error.name),
                "description": text(sentence(error.description)),
                "retry": text("yes, a little later" if error.retry else "no"),
            },
            group="platform" if error.status >= 500 else "request",
        )
        for error in platform.errors
    )


def regions(platform: Platform) -> tuple[Record, ...]:
    """Return the places where the platform runs."""
    return tuple(
        Record(
            anchor=anchor("region", region.name),
            cells={
                "region": cell(Code(region.name)),
                "description": text(region.description),
                "trial": yes_no(region.trial),
                "host": cell(Code(region.host)),
                "base-url": cell(Code(base_url(platform, region))),
            },
            group="trial" if region.trial else "production",
        )
        for region in platform.regions
    )


def catalogue(connectors: Iterable[Connector]) -> tuple[Record, ...]:
    """Return the connectors; a connector's group is its hub."""
    return tuple(
        Record(
            anchor=anchor("connector", c.key),
            cells={
                "key": cell(Code(c.key)),
                "name": text(c.name),
                "hub": text(c.hub),
                "provider": text(c.provider),
                "sign-in": cell(*codes(tuple(dict.fromkeys(m.type for m in c.methods)))),
                "events": cell(Text(", ".join(c.events.methods))),
                "description": text(sentence(c.description)),
                "documentation": cell(Link(f"{c.provider}'s documentation", c.documentation))
                if c.documentation
                else (),
            },
            group=c.hub,
            methods=tuple(dict.fromkeys(m.type for m in c.methods)),
        )
        for c in connectors
    )
