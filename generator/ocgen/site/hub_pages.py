"""A page for each hub, which the site alone has: what its connectors do, and how each signs in."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from ocgen.model import Connector
from ocgen.output.header import notice
from ocgen.pages.blank_lines import tidy
from ocgen.pages.catalogue import hubs
from ocgen.pages.page import filters
from ocgen.pages.placement import Placement
from ocgen.pages.sections import chosen
from ocgen.site.places import HUBS, MARKDOWN, hub_page
from ocgen.templates import Templates

_TEMPLATE = "site/hub.md.j2"


def hub_pages(connectors: Collection[Connector], language: str, templates: Templates) -> dict[str, str]:
    """Return the pages of all hubs by their paths in the site; raises GenerationError."""
    placement = Placement(chosen(templates), directory=PurePath(HUBS))
    usable = filters(placement, templates.phrases(language))
    context = {"notice": notice("specs/*.yaml"), "language": language}
    return {
        f"{hub_page(hub.name)}{MARKDOWN}": tidy(templates.render(_TEMPLATE, usable, {**context, "hub": hub}, language))
        for hub in hubs(connectors)
    }
