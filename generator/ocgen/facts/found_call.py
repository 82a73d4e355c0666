"""One hub call as a source tells it, before it becomes part of a resource."""

from __future__ import annotations

from dataclasses import dataclass

from ocgen.model import Body, ResourceField

# What lists take that the platform answers itself.
_OF_LISTS = frozenset({"page", "pageSize", "where", "nextPage"})
_BY_PATH = "path"


@dataclass(frozen=True, slots=True)
class FoundCall:
    """One call of a source. ``path`` is below the hub, with variables in braces; an answer of "" is unknown."""

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

    @property
    def lists(self) -> bool:
        """Whether the answer is a list, as far as the source tells."""
        return self.answer == "list" or (not self.answer and any(f.name in _OF_LISTS for f in self.query))

    @property
    def names_item_by_path(self) -> bool:
        """Whether the query has the path of an item."""
        return any(f.name == _BY_PATH for f in self.query)
