"""Prose with addresses in it: each becomes a link."""

from __future__ import annotations

import re

from ocgen.tables.rich import Hyperlink, Inline, Line, Text

# An address in a sentence: it ends before what may close the sentence or a bracket.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\()\[\]{}]*[^\s<>\"'`|\\()\[\]{}.,;:!?]")


def linked(prose: str) -> Line:
    """Return prose as parts of a line, its web addresses as links; the text of the parts together is ``prose``."""
    parts: list[Inline] = []
    end = 0
    for match in _ADDRESS.finditer(prose):
        parts += [Text(prose[end : match.start()])] * (match.start() > end)
        parts.append(Hyperlink(match[0], match[0]))
        end = match.end()
    return (*parts, Text(prose[end:])) if end < len(prose) else tuple(parts)
