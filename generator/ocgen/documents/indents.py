"""What stands before a marker on its line: blanks and the signs of a quote, and where they make code of the line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocgen.documents.kinds import Kind

QUOTE = re.compile(r"[ \t]*(?:>[ \t]*)+")
_ITEM = re.compile(r"[ ]*(?:[-+*]|[0-9]{1,9}[.)])[ ]+(?=\S)")
_CODE = 4  # blanks that make a line of Markdown code (CommonMark 4.4)


def code_at(kind: Kind, lines: Sequence[str], number: int, indent: str) -> tuple[str, str] | None:
    """Return why a marker with this ``indent`` is code, and what to do about it; None where it is none.

    ``number`` is that of its line, from 0.
    """
    if kind.shown == "delimiters" and indent:
        message = "in AsciiDoc a line that begins with a blank is shown as it is, so that the marker is text"
        return message, "begin the line with //; a line with + above it keeps the block in a list"
    if kind.shown == "fences" and not indent.strip() and _is_code(lines, number, _width(indent)):
        message = f"in {kind.name} a line with four blanks before it is code unless it stands in a list"
        return message, "begin the marker at the left, or where the text of the list's item begins"
    return None


def without_indent(line: str, indent: str) -> str:
    """Return a line without what stands before each line of a block; a blank line of a quote may have less of it."""
    return line.removeprefix(indent) if line.startswith(indent) else line.removeprefix(indent.rstrip())


def with_indent(line: str, indent: str) -> str:
    """Return a line of a block as it stands in its document: a blank one has the signs of a quote, and no blanks."""
    return f"{indent}{line}" if line else (indent.rstrip() if indent.strip() else "")


def _is_code(lines: Sequence[str], number: int, width: int) -> bool:
    """Whether a line that is ``width`` blanks wide before its text is code: no item of a list above it takes it in."""
    if width < _CODE:
        return False
    least = width
    for line in reversed(lines[:number]):
        before = _width(line[: len(line) - len(line.lstrip())])
        if not line.strip() or before >= least:
            continue
        if item := _ITEM.match(line):
            inside = len(item[0])
            return not inside <= width < inside + _CODE if inside <= width else True
        least = before
        if before == 0:
            return True
    return True


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(_CODE).rstrip("\r\n"))
