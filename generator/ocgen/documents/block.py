"""What stands between a marker that begins a block and the marker that ends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ocgen.documents.markers import Marker
from ocgen.documents.page_options import PageOptions
from ocgen.findings.location import Location
from ocgen.tables.build import source_of
from ocgen.tables.options import Options


@dataclass(frozen=True, slots=True)
class Block:
    """A table, a page or a section of a page that a document asks for; ``options`` tell a table from a page.

    ``key`` is empty for a table that needs none; it may be a glob for the catalogue. ``section`` is empty for a whole
    page. ``places`` tells where each option stands.
    """

    begin: Marker
    end: Marker
    key: str
    section: str
    options: Options | PageOptions
    format: str
    places: Mapping[str, Location] = field(default_factory=dict)

    def place(self, name: str) -> Location:
        """Return where an option, the key or the section stands in the marker."""
        return self.places.get(name, self.begin.location)

    @property
    def is_page(self) -> bool:
        """Whether it is a page or a section of one, and no table."""
        return isinstance(self.options, PageOptions)

    @property
    def source(self) -> str:
        """The spec that it is made from, as notices name it."""
        return f"specs/{self.key}.yaml" if self.is_page else source_of(self.key, self.section)


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a block, without line ends around it, and the ids that it brings."""

    text: str
    ids: tuple[str, ...] = ()
