"""A text for readers as the lines that a page shows.

A line break in a text is one on the page: YAML's ``|`` keeps the breaks that a writer made, for a list say, where ``>``
and plain texts fold them away.
"""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|[\r\n]")
_ITEM = re.compile(r"(?:[-*+\u2022\u2013]|[0-9]{1,3}[.)])\s")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text, white space in them folded; those without a word are left out."""
    return tuple(line for raw in _BREAK.split(text) if (line := " ".join(raw.split())))


def sentences(text: str) -> tuple[str, ...]:
    """Return the lines of a text; the last has a full stop unless it is an item of a list or has an end of its own."""
    lines = paragraphs(text)
    if not lines or lines[-1][-1] in ".!?:" or _ITEM.match(lines[-1]):
        return lines
    return (*lines[:-1], f"{lines[-1]}.")
