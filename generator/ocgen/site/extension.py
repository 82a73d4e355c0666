"""The Sphinx extension that the site is built with."""

from __future__ import annotations

from typing import ClassVar

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.typing import ExtensionMetadata

from ocgen.site.anchors import AnchorsTransform
from ocgen.site.descriptions import describe
from ocgen.site.domain import CatalogueDomain
from ocgen.site.frame import frame, missing, moved
from ocgen.site.landing import LandingTransform
from ocgen.site.llms import write_llms
from ocgen.site.places import SiteMap
from ocgen.site.soft_breaks import SoftBreaksTransform
from ocgen.site.tabs import TabsTransform


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
    """Add the transforms, the domain, and what stands around the pages."""
    app.add_domain(CatalogueDomain)
    for transform in (AnchorsTransform, TabsTransform):
        app.add_transform(transform)
    for post_transform in (SoftBreaksTransform, LandingTransform):
        app.add_post_transform(post_transform)
    app.add_search_language(QuickEnglish)
    app.add_config_value("ocgen_script", "", "html", types=str, description="What scripts say in the site's language.")
    app.add_config_value("ocgen_others", (), "", types=tuple, description="The site in other languages.")
    app.add_config_value("ocgen_map", SiteMap(), "", types=SiteMap, description="Where the pages stand.")
    app.connect("doctree-read", describe)
    app.connect("env-get-outdated", moved)
    app.connect("html-collect-pages", missing)
    app.connect("html-page-context", frame)
    app.connect("build-finished", write_llms)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 2}
