"""What stands around a page: the ways to others, and what search engines and programs are told."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ocgen.pages.sections import pages_elsewhere
from ocgen.site.descriptions import description, shortened
from ocgen.site.landing import is_landing
from ocgen.site.places import CATALOGUE, MARKDOWN, PageLink, Place, SiteMap

SEARCH = "search"
MISSING = "404"
_SCRIPTS = ("tabs.js", "page.js")


def frame(app: Sphinx, page: str, template: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """Give the page's templates what they show."""
    env, where = app.env, app.config.ocgen_map
    is_page = page in env.all_docs
    context["place"] = where.by_page().get(page, Place())
    context["hubs"] = where.hubs
    context["catalogue"] = CATALOGUE if CATALOGUE in env.all_docs else ""
    context["shared"] = [(link, description(env, link.page)) for link in _shared(env)]
    context["landing"] = is_landing(document)
    context["about"] = description(env, page)
    context["markdown"] = f"{page}{MARKDOWN}" if is_page else ""
    context["others"] = [
        (other.language, other.name, f"{other.folder}{page if page in other.pages else CATALOGUE}.html")
        for other in app.config.ocgen_others
    ]
    if context["about"] and 'name="description"' not in context.get("metatags", ""):
        about = escape(shortened(context["about"]))
        context["metatags"] = f'{context.get("metatags", "")}\n<meta name="description" content="{about}">'
    for script in _SCRIPTS:
        app.add_js_file(script, loading_method="defer")
    if app.config.ocgen_script and (context["landing"] or page == SEARCH):
        app.add_js_file(None, body=app.config.ocgen_script)
    if context["landing"]:
        app.add_js_file("catalogue.js", loading_method="defer")


def missing(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that a web server shows where there is none."""
    yield MISSING, {}, f"{MISSING}.html"


def moved(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Return the pages whose place is another than in the build before: what is around them is made anew."""
    where: SiteMap = app.config.ocgen_map
    now, before = where.by_page(), getattr(env, "ocgen_places", {})
    env.ocgen_places = now  # type: ignore[attr-defined]
    return [page for page in env.all_docs if page in before and before[page] != now.get(page)]


def _shared(env: BuildEnvironment) -> Iterator[PageLink]:
    """Yield the pages of what all connectors share."""
    for file in pages_elsewhere().values():
        page = file.removesuffix(MARKDOWN)
        if page in env.titles:
            yield PageLink(page, env.titles[page].astext())
