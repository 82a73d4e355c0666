"""The headings of a page and of its parts: their levels, and the title of a section.

A page's templates, those of a writer's own too, write headings as Markdown does: ``## Title``. What level a heading
has in a document is changed here, in one place for all of them; docs/decisions tells why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocgen.tables.faults import Fault, TableError
from ocgen.text.fences import fenced

DEEPEST = 6

# CommonMark 4.2, ATX headings.
_HEADING = re.compile(r"(?P<indent> {0,3})(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))??(?:[ \t]+#+)?[ \t]*")


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading that begins with ``#``; ``line`` is its number, from 0, and ``text`` is Markdown."""

    line: int
    level: int
    text: str


def headings(lines: Sequence[str]) -> Iterator[PageHeading]:
    """Yield the headings of Markdown outside of code."""
    for number, (line, in_code) in enumerate(zip(lines, fenced(lines), strict=True)):
        if not in_code and (match := _HEADING.fullmatch(line)):
            yield PageHeading(number, len(match["marks"]), match["text"] or "")


def title_of(text: str) -> str:
    """Return the text of the first heading of level 2, which is that of a section; nothing when there is none."""
    return next((heading.text for heading in headings(text.split("\n")) if heading.level == 2), "")


def with_headings(text: str, level: int, *, first: bool) -> str:
    """Return Markdown with its first heading at ``level`` (0: as it is), or without its ``first`` one; the others
    follow. Raises TableError for a level that leaves no room.
    """
    lines = text.split("\n")
    found = list(headings(lines))
    if not found:
        return text
    top, by = found[0], level - found[0].level if level else 0
    shown = found if first else found[1:]
    levels = [heading.level + by for heading in shown]
    deepest, highest = max(levels, default=1), min(levels, default=1)
    if deepest > DEEPEST or highest < 1:
        wrong, way = (deepest, level - deepest + DEEPEST) if deepest > DEEPEST else (highest, level - highest + 1)
        remedy = f"write level={way}, or change the headings of the template"
        raise TableError([Fault("level", f"a heading would have the level {wrong}; Markdown has 1 to 6", remedy)])
    for heading, new in zip(shown, levels, strict=True):
        indent, _, rest = lines[heading.line].partition("#")
        lines[heading.line] = f"{indent}{'#' * new}{rest[heading.level - 1 :]}"
    return "\n".join(line for number, line in enumerate(lines) if first or number != top.line)
