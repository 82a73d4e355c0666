"""Blank lines: what conditional parts of a template leave behind is evened out, outside of code blocks."""

from __future__ import annotations

from ocgen.text.fences import fenced


def tidy(page: str) -> str:
    """Return the page without blank lines in a row and without spaces at line ends; code blocks stay as they are."""
    lines: list[str] = []
    given = page.split("\n")
    for raw, is_code in zip(given, fenced(given), strict=True):
        line = raw if is_code else raw.rstrip()
        if is_code or line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip("\n") + "\n"
