"""What a page is about, in its own first words: for search engines, and for the list that machines read."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_KEY = "ocgen_description"
_LONGEST = 160  # characters; search engines show no more


def describe(app: Sphinx, document: nodes.document) -> None:
    """Keep the first paragraph of a page that is read; one that stands in a table or a list is not what it is about."""
    first = next((p for p in document.findall(nodes.paragraph) if isinstance(p.parent, nodes.section)), None)
    text = " ".join(first.astext().split()) if first else ""
    app.env.metadata[app.env.docname][_KEY] = text.removesuffix(":")  # what it announces is not shown with it


def description(env: BuildEnvironment, page: str) -> str:
    """Return what a page is about; empty for one without a paragraph."""
    found: str = env.metadata.get(page, {}).get(_KEY, "")
    return found


def shortened(text: str) -> str:
    """Return a text no longer than search engines show, cut between words."""
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rpartition(" ")[0].rstrip(",;:") + "…"
