"""What the pages describe, as a Sphinx domain: its objects are what the search finds by part of a name."""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

from ocgen.site.anchors import KINDS, AnchorEntry, entries

# Sphinx's search ranks objects of priority 1 above those of 2. A name that many pages have tells little by itself.
_USUAL, _COMMON = 1, 2
_MANY = 10


class CatalogueDomain(Domain):
    """The parameters and fields of all pages. The environment keeps them by page, so one page can be read again."""

    name = "ocgen"
    label = "Open Connectors"
    object_types = {kind: ObjType(kind) for kind in KINDS.values()}  # noqa: RUF012  # Sphinx's own way
    initial_data = {"pages": {}}  # noqa: RUF012
    data_version = 1

    @property
    def pages(self) -> dict[str, tuple[AnchorEntry, ...]]:
        """The entries of each page."""
        pages: dict[str, tuple[AnchorEntry, ...]] = self.data["pages"]
        return pages

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        """Return a kind as the search names it, in the site's language."""
        return _(type.lname)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep what a page describes."""
        if found := tuple(entries(document)):
            self.pages[docname] = found

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)

    def merge_domaindata(
        self, docnames: AbstractSet[str], otherdata: dict[str, dict[str, tuple[AnchorEntry, ...]]]
    ) -> None:
        """Take over what another process has read."""
        self.pages.update({name: found for name, found in otherdata["pages"].items() if name in docnames})

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve no link: links to entries name their anchor."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield name, shown name, kind, page, anchor and priority of each entry; what is shown alike once a page."""
        pages_with: dict[str, set[str]] = {}
        for page, found in self.pages.items():
            for entry in found:
                pages_with.setdefault(entry.name, set()).add(page)
        for page, found in self.pages.items():
            for entry in {(e.name, e.kind, e.label): e for e in reversed(found)}.values():
                shown = f"{entry.name} ({entry.label})" if entry.label else entry.name
                priority = _COMMON if len(pages_with[entry.name]) >= _MANY else _USUAL
                yield entry.name, shown, entry.kind, page, entry.anchor, priority
