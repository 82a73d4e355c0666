"""The anchors of the help pages, made known to Sphinx.

A page marks its places by ``<a id="..."></a>``, which every Markdown renderer passes on. Here they become ids of the
heading, row or paragraph they stand at, so that Sphinx resolves the page's own links, and rows can be linked to and
found: an anchor of a known kind (``field--METHOD--KEY``) is an entry of the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform

from ocgen.text.phrases import N_

_OPEN = re.compile(r'<a id="([0-9A-Za-z._-]+)">')
_CLOSE = "</a>"

# First part of an anchor -> what stands there, in the words of the search's results.
KINDS: Mapping[str, str] = {
    "field": N_("configuration field"),
    "query": N_("query parameter"),
    "callback": N_("callback parameter"),
    "data": N_("provider data"),
    "event": N_("event field"),
    "token": N_("query parameter of the request token"),
    "resource": N_("resource"),
    "resource-field": N_("field of a resource"),
}


@dataclass(frozen=True, slots=True, order=True)
class AnchorEntry:
    """Something to be found: ``name`` as it is on the wire, ``label`` as the user interface shows it.

    A field of a resource, which no user interface shows, has the resource in the label's place.
    """

    name: str
    label: str
    kind: str
    anchor: str


class AnchorsTransform(SphinxTransform):
    """Turn the anchors of a page into ids, and its links to them into references."""

    default_priority = 500  # after the page is parsed, before MyST looks for the targets of links (879)

    def apply(self, **kwargs: object) -> None:
        """Change the document in place."""
        known = {place: _placed(mark, place, self.document) for mark, place in list(_marks(self.document))}
        # Where MyST looks for what stands behind the # of a link from another page: (line, id, text of the link).
        slugs = self.env.metadata[self.env.docname].setdefault("myst_slugs", {})
        slugs.update({place: (0, place, "") for place in known})
        for link in self.document.findall(nodes.reference):
            target = link.get("refuri", "")
            if target[:1] == "#" and target[1:] in known:
                link["internal"] = True
                link.attributes.pop("id_link", None)


def entries(document: nodes.document) -> Iterator[AnchorEntry]:
    """Yield what the rows of the page's tables and its headings describe: the first cell, or the heading, names it."""
    for kind, part in ((nodes.row, nodes.entry), (nodes.section, nodes.title)):
        for place in document.findall(kind):
            named = place.next_node(part)
            name = named.next_node(nodes.literal) if named else None
            for anchor in place["ids"]:
                what = KINDS.get(anchor.partition("--")[0])
                if what and named is not None and name is not None:
                    yield AnchorEntry(name.astext(), _label(named) or _owner(place), what, anchor)


def _label(cell: nodes.Element) -> str:
    """Return the running text of a cell or a heading: what stands beside the name."""
    not_text = (nodes.literal, nodes.raw, nodes.reference)
    return " ".join("".join(t for t in cell.findall(nodes.Text) if not isinstance(t.parent, not_text)).split())


def _owner(place: nodes.Element) -> str:
    """Return what a row belongs to where its section's heading names that: the resource of a field."""
    section = _above(place, nodes.section) if isinstance(place, nodes.row) else None
    title = section.next_node(nodes.title) if section is not None else None
    name = title.next_node(nodes.literal) if title is not None else None
    return name.astext() if name is not None else ""


def _marks(document: nodes.document) -> Iterator[tuple[nodes.raw, str]]:
    for mark in document.findall(nodes.raw):
        if match := _OPEN.fullmatch(mark.astext()):
            yield mark, match[1]


def _placed(mark: nodes.raw, place: str, document: nodes.document) -> nodes.Element:
    """Give the place's id to what stands there, take the mark away, and return what has the id now."""
    parent = mark.parent
    closing = mark.next_node(nodes.raw, descend=False, siblings=True)
    parent.remove(mark)
    if closing is not None and closing.astext() == _CLOSE:
        parent.remove(closing)
    row = _above(parent, nodes.row)
    if row is not None:
        row["ids"].append(place)
        parent.append(_link(place))
        owner: nodes.Element = row
    elif not parent.children and (after := _next(parent)) is not None:
        after["ids"].insert(0, place)
        parent.parent.remove(parent)
        owner = after
    else:
        parent["ids"].append(place)
        owner = parent
    document.ids[place] = owner
    return owner


def _link(place: str) -> nodes.reference:
    """Return the link beside a row that leads to it, for readers to pass on (``page.js`` copies its address)."""
    title = _("Link to this row")
    return nodes.reference("", "#", refuri=f"#{place}", internal=True, reftitle=title, classes=["headerlink"])


def _next(paragraph: nodes.Element) -> nodes.Element | None:
    """Return the element that follows, the section that begins there included."""
    found = paragraph.next_node(nodes.Element, descend=False, siblings=True, ascend=True)
    return found if isinstance(found, nodes.Element) else None


def _above(node: nodes.Element | None, kind: type[nodes.Element]) -> nodes.Element | None:
    while node is not None and not isinstance(node, kind):
        node = node.parent
    return node
