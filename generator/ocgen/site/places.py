"""Where a page stands among the others: its hub, what lies between it and the catalogue, and its siblings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocgen.model import Connector
from ocgen.pages.catalogue import hubs
from ocgen.pages.paths import file_name
from ocgen.pages.sections import pages_elsewhere

CATALOGUE = "index"
HUBS = "hubs"  # the folder of their pages
MARKDOWN = ".md"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the site and what it is called in links."""

    page: str
    title: str


@dataclass(frozen=True, slots=True)
class HubLinks:
    """A hub, its page and its connectors."""

    link: PageLink
    connectors: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What leads from the catalogue down to a page, and the hub it belongs to."""

    way: tuple[PageLink, ...] = ()
    hub: HubLinks | None = None


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The hubs of a site, and the place of each page that belongs to one."""

    hubs: tuple[HubLinks, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()

    def by_page(self) -> dict[str, Place]:
        """Return the places by page; those that are missing belong to no hub."""
        return dict(self.places)


def hub_page(name: str) -> str:
    """Return the page of a hub."""
    return f"{HUBS}/{name}"


def site_map(connectors: Iterable[Connector]) -> SiteMap:
    """Return where the pages of connectors stand, those of their parts that have one of their own among them."""
    found: list[HubLinks] = []
    places: list[tuple[str, Place]] = []
    for hub in hubs(connectors):
        links = tuple(PageLink(_page(file_name(c.generated_name)), c.name) for c in hub.connectors)
        place = HubLinks(PageLink(hub_page(hub.name), hub.title), links)
        found.append(place)
        places.append((place.link.page, Place((), place)))
        for connector, link in zip(hub.connectors, links, strict=True):
            places.append((link.page, Place((place.link,), place)))
            places += [(page, Place((place.link, link), place)) for page in _parts(connector)]
    return SiteMap(tuple(found), tuple(places))


def _parts(connector: Connector) -> list[str]:
    """Return the connector's further pages: those of sections that stand elsewhere and that no other has."""
    shared = pages_elsewhere()
    return [_page(file) for name, file in pages_elsewhere(connector).items() if name not in shared]


def _page(file: str) -> str:
    return file.removesuffix(MARKDOWN)
