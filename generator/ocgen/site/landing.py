"""The front page: the catalogue, whose head is made anew in ``landing.html``."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ocgen.pages.catalogue import hub_anchor

_HUB = hub_anchor("")


class LandingTransform(SphinxPostTransform):
    """Take away title, introduction and list of hubs, which the frame shows in another form.

    It comes when HTML is written: until then the page has a title, and its words.
    """

    default_priority = 910
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        top = self.document.next_node(nodes.section)
        if is_landing(self.document) and top is not None:
            top[:] = [part for part in top if isinstance(part, nodes.section)]


def is_landing(document: nodes.document | None) -> bool:
    """Whether a page is a catalogue with its hubs; a page of one's own in its place is shown as it is."""
    sections = document.findall(nodes.section) if document is not None else ()
    return any(name.startswith(_HUB) for section in sections for name in section["ids"])
