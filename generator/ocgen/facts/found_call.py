"""One hub call as a source tells it, be it a spec, an export or a Swagger document."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocgen.findings.location import NOWHERE, Location
from ocgen.model import Body, ResourceField

# What lists take that the platform answers itself.
_OF_LISTS = frozenset({"page", "pageSize", "where", "nextPage"})
_BY_PATH = "path"


@dataclass(frozen=True, slots=True)
class FoundCall:
    """One call of a source. ``path`` is below the hub, with variables in braces; an answer of "" is unknown.

    ``member`` is what generated code calls it, the names that lead to it first; empty for a side that none is made of.
    """

    method: str
    path: str
    hub: str = ""
    query: tuple[ResourceField, ...] = ()
    headers: tuple[ResourceField, ...] = ()
    body: Body | None = None  # None: the source does not tell
    fields: tuple[ResourceField, ...] = ()
    multipart: tuple[str, ...] = ()
    answer: str = ""
    answer_fields: tuple[ResourceField, ...] = ()
    where: tuple[str, ...] = ()
    description: str = ""
    deprecated: str = ""
    member: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()  # of its method: what tells each from the others, and its name
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def lists(self) -> bool:
        """Whether the answer is a list, as far as the source tells."""
        return self.answer == "list" or (not self.answer and any(f.name in _OF_LISTS for f in self.query))

    @property
    def names_item_by_path(self) -> bool:
        """Whether the query has the path of an item."""
        return any(f.name == _BY_PATH for f in self.query)
