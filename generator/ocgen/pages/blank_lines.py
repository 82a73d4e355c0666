"""Blank lines: what conditional parts of a template leave behind is evened out, outside of code blocks."""

from __future__ import annotations

import re

_FENCE = re.compile(r"`{3,}")


def tidy(page: str) -> str:
    """Return the page without blank lines in a row and without spaces at line ends; code blocks stay as they are."""
    lines: list[str] = []
    fence = ""
    for raw in page.split("\n"):
        line = raw if fence else raw.rstrip()
        if fence or line or (lines and lines[-1]):
            lines.append(line)
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```") and (match := _FENCE.match(line)):
            fence = match[0]
    return "\n".join(lines).rstrip("\n") + "\n"
