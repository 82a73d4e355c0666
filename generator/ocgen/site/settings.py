"""How Sphinx is set up for the site; there is no conf.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from ocgen.site.interface_text import script
from ocgen.site.places import MARKDOWN
from ocgen.templates import Templates
from ocgen.text.phrases import ENGLISH, Phrases

# The catalogue and its pages hang together by links and search, not by a table of contents: one of 160 pages on each
# page would be no help to readers, and cost most of the build.
_QUIET = ("toc.not_included", "misc.highlighting_failure")

# In the order of the cascade; ``site.css`` comes last, so an overlay of it can change all.
_STYLES = tuple(
    f"{name}.css"
    for name in ("layout", "navigation", "tables", "code", "diagram", "landing", "catalogue", "print", "site")
)


@dataclass(frozen=True, slots=True)
class Other:
    """The same site in another language: its name there, the way to its folder, and the pages that both have."""

    language: str
    name: str
    folder: str
    pages: frozenset[str]


def others(phrases: Sequence[Phrases], pages: Sequence[Collection[str]], number: int) -> tuple[Other, ...]:
    """Return where the pages of one site, the ``number``-th, lead to; the first one holds the folders of all others."""
    found = []
    for n, (said, theirs) in enumerate(zip(phrases, pages, strict=True)):
        if n != number:
            folder = "../" * (number > 0) + f"{said.language}/" * (n > 0)
            both = frozenset(name.removesuffix(MARKDOWN) for name in {*pages[number]}.intersection(theirs))
            found.append(Other(said.language, _name(said.language), folder, both))
    return tuple(found)


def _name(language: str) -> str:
    """Return what a language is called in itself."""
    try:
        return Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language


def settings(
    title: str, templates: Templates, phrases: Phrases = ENGLISH, others: tuple[Other, ...] = ()
) -> dict[str, object]:
    """Return Sphinx's settings for a site of that title; styles, scripts and frame are templates like any other.

    All that it says itself is in the language of ``phrases``; ``others`` are the sites that its pages lead to.
    """
    folders = [directory.absolute() / "site" for directory in reversed(templates.directories)]
    return {
        "project": title,
        "extensions": ["myst_parser", "sphinx_copybutton", "sphinx.ext.githubpages", "ocgen.site.extension"],
        "suppress_warnings": list(_QUIET),
        "templates_path": [str(f / "layout") for f in reversed(folders) if (f / "layout").is_dir()],
        "html_theme": "furo",
        "html_title": title,
        "language": phrases.language,
        "ocgen_script": script(templates, phrases),
        "ocgen_others": others,
        "html_static_path": [str(f / "static") for f in folders if (f / "static").is_dir()],
        "html_favicon": str(templates.path("site/static/favicon.svg").absolute()),
        "html_search_scorer": str(templates.path("site/scorer.js").absolute()),
        "html_css_files": list(_STYLES),
        "html_sidebars": {"**": ["sidebar/brand.html", "sidebar/search.html", "hubs.html"]},
        # Nothing of the clock, and nothing that asks for more than script files: so it works from a disk too.
        "html_last_updated_fmt": None,
        "html_show_copyright": False,
        "html_show_search_summary": False,
        "html_copy_source": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "copybutton_selector": "div.highlight pre",
        "smartquotes": False,
        "pygments_style": "a11y-high-contrast-light",
    }
