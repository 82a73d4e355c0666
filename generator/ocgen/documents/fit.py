"""A piece of a page made to fit another document: the levels of its headings, its ids, its links.

The templates say how a page looks; what depends on where it stands is changed in the Markdown that they gave, and
never inside of code. Headings are those that begin with ``#``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from ocgen.documents.kinds import fenced
from ocgen.documents.page_options import DEEPEST
from ocgen.tables.faults import Fault, TableError

Change = Callable[[str], str]

_HEADING = re.compile(r"(?P<indent> {0,3})(?P<marks>#{1,6})(?=[ \t]|$)")
# Escapes and code spans come first, so that nothing in them is taken for markup.
_MARKUP = re.compile(
    r"\\.|(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)|(?P<tag><[A-Za-z][^<>]*>)"
    r"|(?P<before>\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?)(?P<target>[^\s<>()]+)"
)
_ATTRIBUTE = re.compile(r'(?<=\s)(?P<name>id|href|src)="(?P<value>[^"]*)"')
_ABSOLUTE = re.compile(r"[/?#]|[A-Za-z][A-Za-z0-9+.-]*:")
_PATH = re.compile(r"[^?#]*")


def with_headings(text: str, level: int, *, first: bool) -> str:
    """Return the piece with its first heading at ``level`` (0: as it is), or without its ``first`` one; the others
    follow. Raises TableError for a level that leaves no room.
    """
    lines = text.split("\n")
    hidden = set(fenced(lines))
    found = {n: match for n, line in enumerate(lines) if n not in hidden and (match := _HEADING.match(line))}
    top = next(iter(found), None)
    if top is None:
        return text
    by = level - len(found[top]["marks"]) if level else 0
    levels = {n: len(match["marks"]) + by for n, match in found.items() if first or n != top}
    deepest, highest = max(levels.values(), default=1), min(levels.values(), default=1)
    if deepest > DEEPEST or highest < 1:
        wrong, way = (deepest, level - deepest + DEEPEST) if deepest > DEEPEST else (highest, level - highest + 1)
        remedy = f"write level={way}, or change the headings of the template"
        raise TableError([Fault("level", f"a heading would have the level {wrong}; Markdown has 1 to 6", remedy)])
    for n, new in levels.items():
        lines[n] = f"{found[n]['indent']}{'#' * new}{lines[n][found[n].end() :]}"
    return "\n".join(line for n, line in enumerate(lines) if first or n != top)


def ids(text: str) -> tuple[str, ...]:
    """Return the ids of the piece's places, in order."""
    found: list[str] = []

    def note(value: str) -> str:
        found.append(value)
        return value

    rewritten(text, note, lambda target: target)
    return tuple(found)


def rewritten(text: str, on_id: Change, on_link: Change) -> str:
    """Return the piece with every id and the target of every link and picture changed."""

    def attribute(match: re.Match[str]) -> str:
        change = on_id if match["name"] == "id" else on_link
        return f'{match["name"]}="{change(match["value"])}"'

    def markup(match: re.Match[str]) -> str:
        if match["tag"]:
            return _ATTRIBUTE.sub(attribute, match["tag"])
        return f"{match['before']}{on_link(match['target'])}" if match["target"] else match[0]

    lines = text.split("\n")
    hidden = set(fenced(lines))
    return "\n".join(line if n in hidden else _MARKUP.sub(markup, line) for n, line in enumerate(lines))


def moved(target: str, source: Path, destination: Path) -> str:
    """Return the target of a link that was relative to the directory ``source``, relative to ``destination``."""
    path = "" if _ABSOLUTE.match(target) else (_PATH.match(target) or [""])[0]
    if not path:
        return target
    try:
        way = os.path.relpath(source / path, destination).replace(os.sep, "/")
    except ValueError:  # another drive of Windows: there is no way
        return target
    return f"{way}{'/' * path.endswith('/')}{target[len(path) :]}"
