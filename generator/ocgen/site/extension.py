"""The Sphinx extension that the site is built with."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.typing import ExtensionMetadata

from ocgen.site.anchors import AnchorsTransform
from ocgen.site.domain import CatalogueDomain
from ocgen.site.soft_breaks import SoftBreaksTransform
from ocgen.site.tabs import TabsTransform

CATALOGUE = "index"
_SEARCH = "search"


class QuickEnglish(SearchEnglish):
    """English for the search, each word stemmed once: the pages have most of theirs in common."""

    _stems: ClassVar[dict[str, str]] = {}  # of all instances: Sphinx makes one a build

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = super().stem(word)
        return found


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transforms, the domain, and what the pages' frame shows."""
    app.add_domain(CatalogueDomain)
    app.add_transform(AnchorsTransform)
    app.add_transform(TabsTransform)
    app.add_post_transform(SoftBreaksTransform)
    app.add_search_language(QuickEnglish)
    app.add_config_value("ocgen_script", "", "html", types=str, description="What scripts say in the site's language.")
    app.add_config_value("ocgen_others", (), "", types=tuple, description="The site in other languages.")
    app.connect("html-page-context", _frame)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}


def _frame(app: Sphinx, page: str, template: str, context: dict[str, object], document: nodes.document | None) -> None:
    """Give the sidebar its hubs, and the catalogue the script of its filters."""
    catalogue = next((name for name in (_beside(page), CATALOGUE) if name in app.env.tocs), "")
    links = app.env.tocs[catalogue].findall(nodes.reference) if catalogue else ()
    context["catalogue"] = catalogue
    context["hubs"] = [(link.astext(), link["anchorname"]) for link in links if link["anchorname"].startswith("#hub--")]
    context["others"] = [
        (other.language, other.name, f"{other.folder}{page if page in other.pages else CATALOGUE}.html")
        for other in app.config.ocgen_others
    ]
    for script in ("tabs.js", "page.js"):
        app.add_js_file(script, loading_method="defer")
    if app.config.ocgen_script and page in (catalogue, _SEARCH):
        app.add_js_file(None, body=app.config.ocgen_script)
    if page == catalogue:
        app.add_js_file("catalogue.js", loading_method="defer")


def _beside(page: str) -> str:
    """Return the name of the catalogue in the folder of a page; each language has its own."""
    folder, slash, _ = page.rpartition("/")
    return f"{folder}{slash}{CATALOGUE}"
