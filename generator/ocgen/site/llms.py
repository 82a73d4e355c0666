"""``llms.txt``: the pages of a site with what each is about, for programs that read Markdown (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

from ocgen.site.descriptions import description, shortened
from ocgen.site.places import CATALOGUE, MARKDOWN, SiteMap

LLMS = "llms.txt"


def write_llms(app: Sphinx, exception: Exception | None) -> None:
    """Write the list when a build is done."""
    if exception is None:
        text = llms(app.env, app.config.project, app.config.ocgen_map)
        Path(app.outdir, LLMS).write_text(text, encoding="utf-8", newline="\n")


def llms(env: BuildEnvironment, title: str, where: SiteMap) -> str:
    """Return the list: the pages of each hub under its name, and under another those that belong to none."""
    lines = [f"# {title}", "", f"> {description(env, CATALOGUE)}" if CATALOGUE in env.all_docs else ""]
    places = where.by_page()
    for hub in where.hubs:
        lines += ["", f"## {hub.link.title}", ""]
        lines += _entries(env, (page for page, place in places.items() if place.hub == hub))
    others = sorted(page for page in env.all_docs if page not in places and page != CATALOGUE)
    if others:
        lines += ["", f"## {_('For all connectors')}", "", *_entries(env, others)]
    return "\n".join(lines) + "\n"


def _entries(env: BuildEnvironment, pages: Iterable[str]) -> Iterator[str]:
    for page in pages:
        if page in env.titles:  # one that could not be read has none
            about = shortened(description(env, page))
            name = env.titles[page].astext().replace("[", "(").replace("]", ")")
            yield f"- [{name}]({page}{MARKDOWN})" + (f": {about}" if about else "")
