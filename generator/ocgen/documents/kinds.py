"""The kinds of documents: how each writes a comment, and which of its lines are text that is only shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from ocgen.text.fences import fenced

Shown = Literal["fences", "literals", "delimiters", "cdata"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. A comment is ``opening text closing`` on a line; ``format`` is what a table in it is written in."""

    name: str
    suffixes: tuple[str, ...]
    format: str
    opening: str
    closing: str
    shown: Shown

    def comment(self, text: str) -> str:
        """Return a comment line."""
        return f"{self.opening} {text} {self.closing}".rstrip()


KINDS = (
    Kind("Markdown", (".md", ".markdown", ".qmd"), "md", "<!--", "-->", "fences"),
    Kind("MDX", (".mdx",), "md", "{/*", "*/}", "fences"),
    Kind("reStructuredText", (".rst", ".rest"), "rst", "..", "", "literals"),
    Kind("AsciiDoc", (".adoc", ".asciidoc", ".asc"), "asciidoc", "//", "", "delimiters"),
    Kind("DITA", (".dita", ".xml"), "dita", "<!--", "-->", "cdata"),
    Kind("HTML", (".html", ".htm", ".xhtml"), "html", "<!--", "-->", "cdata"),
    Kind("Confluence", (".confluence",), "confluence", "<!--", "-->", "cdata"),
)
# The formats that can stand between comments.
FORMATS = tuple(dict.fromkeys(kind.format for kind in KINDS))
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)

_DELIMITER = re.compile(r"(?P<fence>-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}(?=[^`]*$))")
_LITERAL = re.compile(r"[ \t]*(?:\.\. (?:code|code-block|sourcecode|parsed-literal|raw|math)::|(?!\.\. ).*::[ \t]*$)")


def kind_of(path: PurePath) -> Kind | None:
    """Return the kind of a document by its name, or None."""
    return next((kind for kind in KINDS if path.suffix.lower() in kind.suffixes), None)


def shown_lines(kind: Kind, lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers, from 0, of the lines whose text a reader sees as it is: no marker stands there.

    Lines of a front matter are among them.
    """
    front = set(_front_matter(lines))
    find = {"fences": _fenced, "literals": _literal, "delimiters": _delimited, "cdata": _cdata}[kind.shown]
    return frozenset(front | set(find(["" if n in front else line for n, line in enumerate(lines)])))


def _front_matter(lines: Sequence[str]) -> Iterator[int]:
    if lines and lines[0].rstrip() == "---":
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
        yield from range(end + 1 if end else 0)


def _fenced(lines: Sequence[str]) -> Iterator[int]:
    return (number for number, inside in enumerate(fenced(lines)) if inside)


def _delimited(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of lines in AsciiDoc's listing, literal, pass and comment blocks, which end as they begin."""
    fence = ""
    for number, line in enumerate(lines):
        stripped = line.rstrip()
        if fence:
            yield number
            fence = "" if stripped == fence else fence
        elif (match := _DELIMITER.match(stripped)) and (match["fence"] == stripped or stripped.startswith("```")):
            yield number
            fence = match["fence"]


def _literal(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of lines indented below a line that ends in ``::``, or below a directive that shows code."""
    depth: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth is not None and (not line.strip() or indent > depth):
            yield number
            continue
        depth = indent if _LITERAL.match(line) else None


def _cdata(lines: Sequence[str]) -> Iterator[int]:
    inside = False
    for number, line in enumerate(lines):
        if inside:
            yield number
        opened, closed = line.rfind("<![CDATA["), line.rfind("]]>")
        inside = (inside and closed < 0) or opened > closed
