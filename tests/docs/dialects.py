"""A snippet of Markdown as a reader sees it, by the parsers of those who show our pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import cmarkgfm
import html5lib
import markdown
from cmarkgfm.cmark import Options
from docutils.core import publish_parts
from docutils.writers.html5_polyglot import Writer
from lxml import etree
from markdown_it import MarkdownIt
from myst_parser.parsers.docutils_ import Parser

# What may stand in a snippet: our own tags, and what a parser makes of paragraphs, headings, lists and tables.
_TAGS = frozenset(
    {"html", "head", "body", "section", "main", "h1", "h2", "p", "br", "a", "ul", "li", "table", "colgroup", "col",
     "thead", "tbody", "tr", "th", "td", "code", "span", "div"}
)  # fmt: skip


def shown(name: str, source: str) -> list[str]:
    """Return the texts of paragraphs, headings, items and cells, white space folded, as a browser would show them."""
    tree = html5lib.parse(DIALECTS[name](source), treebuilder="lxml", namespaceHTMLElements=False)
    for element in tree.iter(etree.Element):
        assert element.tag in _TAGS, (element.tag, source)
    for link in tree.iter("a"):
        # GitHub makes a link of every address of electronic mail; its text is the same.
        assert link.get("href", "").startswith(("#", "mailto:")) or "href" not in link.attrib, link.get("href")
    leaves = [e for e in tree.iter("p", "h1", "h2", "li", "th", "td") if not any(c.tag in ("p", "ul", "ol") for c in e)]
    return [" ".join("".join(element.itertext()).split()) for element in leaves]


def _python_markdown(source: str) -> str:
    # What MkDocs turns on by itself, and what its users turn on most.
    return str(markdown.markdown(source, extensions=["toc", "fenced_code", "extra", "admonition", "sane_lists"]))


def _cmark(source: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(source, options=Options.CMARK_OPT_UNSAFE))


def _markdown_it(source: str) -> str:
    return str(_parser().render(source))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _myst(source: str) -> str:
    settings = {
        "myst_enable_extensions": [
            "dollarmath",
            "substitution",
            "deflist",
            "attrs_inline",
            "strikethrough",
            "fieldlist",
        ],
        "doctitle_xform": False,
        "halt_level": 5,
        "output_encoding": "unicode",
    }
    return str(publish_parts(source, parser=Parser(), writer=Writer(), settings_overrides=settings)["body"])


DIALECTS: Mapping[str, Callable[[str], str]] = {
    "Python-Markdown": _python_markdown,
    "cmark-gfm": _cmark,
    "markdown-it": _markdown_it,
    "MyST": _myst,
}
