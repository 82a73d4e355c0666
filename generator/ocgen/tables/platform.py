"""The sections that belong to the platform: errors, regions, and the catalogue of connectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ocgen.model import ApiError, Connector, Platform
from ocgen.model.call import base_url
from ocgen.tables.columns import cell_maker
from ocgen.tables.rich import EMPTY, Cell, Code, Hyperlink, Text, cell, codes, filled, prose, text
from ocgen.tables.table import Column, Record
from ocgen.tables.values import yes_no
from ocgen.text.anchors import anchor
from ocgen.text.phrases import N_, Phrases

ERROR_COLUMNS = (
    Column("status", N_("Status")),
    Column("name", N_("Name")),
    Column("description", N_("Meaning")),
    Column("retry", N_("Repeat the call?")),
)
REGION_COLUMNS = (
    Column("region", N_("Region")),
    Column("description", N_("Where")),
    Column("trial", N_("Trial")),
    Column("host", N_("Host")),
    Column("base-url", N_("Base URL")),
)
REGION_DEFAULT = ("region", "description", "base-url")
CATALOGUE_COLUMNS = (
    Column("key", N_("Key")),
    Column("name", N_("Name")),
    Column("hub", N_("Hub")),
    Column("provider", N_("Provider")),
    Column("sign-in", N_("Sign-in")),
    Column("events", N_("Events")),
    Column("description", N_("Description")),
    Column("documentation", N_("Documentation")),
)
CATALOGUE_DEFAULT = ("key", "name", "hub", "sign-in", "events", "description")


def documentation(connector: Connector, phrases: Phrases) -> Cell:
    """Return the cell with a link to the provider's own documentation."""
    if not connector.documentation:
        return EMPTY
    said = phrases.gettext("%(provider)s's documentation", provider=connector.provider)
    return cell(Hyperlink(said, connector.documentation))


def error_cell(error: ApiError, column: str, phrases: Phrases) -> Cell:
    """Return one cell of a status, by the id of its column; raises ValueError for another id."""
    return cell_maker(_ERROR_CELLS, column)(error, phrases)


def errors(platform: Platform, phrases: Phrases) -> tuple[Record, ...]:
    """Return the statuses that the platform answers with; those of 500 and above are the group platform."""
    return tuple(
        Record(
            anchor=anchor("error", str(error.status)),
            cells={column: make(error, phrases) for column, make in _ERROR_CELLS.items()},
            group="platform" if error.status >= 500 else "request",
        )
        for error in platform.errors
    )


def regions(platform: Platform, phrases: Phrases) -> tuple[Record, ...]:
    """Return the places where the platform runs."""
    return tuple(
        Record(
            anchor=anchor("region", region.name),
            cells={
                "region": cell(Code(region.name)),
                "description": text(region.description),
                "trial": yes_no(region.trial, phrases),
                "host": cell(Code(region.host)),
                "base-url": cell(Code(base_url(platform, region))),
            },
            group="trial" if region.trial else "production",
        )
        for region in platform.regions
    )


def catalogue(connectors: Iterable[Connector], phrases: Phrases) -> tuple[Record, ...]:
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
                "description": prose(c.description),
                "documentation": documentation(c, phrases),
            },
            group=c.hub,
            methods=tuple(dict.fromkeys(m.type for m in c.methods)),
        )
        for c in connectors
    )


def _repeat(error: ApiError, phrases: Phrases) -> Cell:
    """Return whether a call that failed so should be repeated, and what to do otherwise."""
    _ = phrases.gettext
    if error.retry:
        return text(_("yes, a little later"))
    if error.status < 500:
        return text(_("no, fix it first"))
    return (filled(_("no; if it stays, report it with its %(member)s"), member=(Code("requestId"),)),)


_ERROR_CELLS: Mapping[str, Callable[[ApiError, Phrases], Cell]] = {
    "status": lambda error, _: text(str(error.status)),
    "name": lambda error, _: text(error.name),
    "description": lambda error, _: prose(error.description),
    "retry": _repeat,
}
