"""The ids that a piece of Markdown brings into a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.text.fences import fenced

# Escapes and code spans come first, so that nothing in them is taken for a tag.
_TAG = re.compile(r"\\.|(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)|(?P<tag><[A-Za-z][^<>]*>)")
_ID = re.compile(r'(?<=\s)id="([^"]*)"')


def ids(text: str) -> tuple[str, ...]:
    """Return the ids of the tags outside of code, in order."""
    return tuple(_ids(text.split("\n")))


def _ids(lines: list[str]) -> Iterator[str]:
    for line, in_code in zip(lines, fenced(lines), strict=True):
        if not in_code:
            for match in _TAG.finditer(line):
                yield from _ID.findall(match["tag"] or "")
