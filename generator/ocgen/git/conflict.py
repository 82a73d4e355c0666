"""Texts that git has left with conflict markers: what each side of the merge has."""

from __future__ import annotations

import re

_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t\r\n]|\Z)")
_AFTER = {"<": "|=", "|": "=", "=": ">", ">": "<"}  # the markers that may follow one


def first_marker(text: str) -> int:
    """Return the line of the first conflict marker, counted from 1; 0 when there is none."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if _MARKER.match(line)), 0)


def both_sides(text: str, *, keep_lines: bool = False) -> tuple[str, str] | None:
    """Return the text as either side has it, whole; None where it has no markers, or some that do not fit together.

    Common ancestors that git shows in between (`merge.conflictStyle`) are on no side. With ``keep_lines`` an empty line
    stands for each one that goes, so that places stay right.
    """
    ours: list[str] = []
    theirs: list[str] = []
    last = ">"
    for line in text.splitlines(keepends=True):
        match = _MARKER.match(line)
        sign = match[1][0] if match else ""
        if sign and sign not in _AFTER[last]:
            return None
        last = sign or last
        for side, taken in ((ours, "<>"), (theirs, "=>")):
            if not sign and last in taken:
                side.append(line)
            elif keep_lines:
                side.append("\n")
    return ("".join(ours), "".join(theirs)) if last == ">" and first_marker(text) else None
