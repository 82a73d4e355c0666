"""Lines of YAML taken apart by their looks, since what is broken cannot be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# The indent, dashes, a key with its colon; then the value, and a comment behind it.
_LINE = re.compile(
    r"""(?P<head>[ ]*(?:-[ ]+)*(?:(?:"[^"]*"|'[^']*'|[^\s"'\#:\[\]{},][^:\#]*?)[ ]*:[ \t]+)?)"""
    r"(?P<value>\S.*?)(?P<comment>[ \t]+\#.*|[ \t]*)\Z"
)
_CLOSERS = {"[": "]", "{": "}"}


class Parts(NamedTuple):
    """A line as head, value and comment."""

    head: str
    value: str
    comment: str

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.head}{value}{self.comment}"


def parts(line: str) -> Parts | None:
    """Return the parts of a line; None where it has no value."""
    match = _LINE.match(line)
    if match is None or match["value"].startswith("#"):
        return None
    return Parts(match["head"], match["value"], match["comment"])


def quoted(value: str) -> str:
    """Return a value as text in quotes."""
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def indent(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def above(texts: Sequence[str], line: int, most: int = 12) -> Iterator[int]:
    """Yield the numbers of the lines from ``line`` upwards that hold something."""
    found = (
        n
        for n in range(min(line, len(texts) - 1), -1, -1)
        if texts[n].strip() and not texts[n].lstrip().startswith("#")
    )
    yield from (n for n, _ in zip(found, range(most), strict=False))


def end_of_quote(value: str) -> int:
    """Return where a value that begins with a quote ends: the place of the closing one, or -1."""
    quote, place = value[0], 1
    while place < len(value):
        if value[place] == "\\" and quote == '"':
            place += 1
        elif value[place] == quote:
            if quote == "'" and value[place + 1 : place + 2] == "'":
                place += 1
            else:
                return place
        place += 1
    return -1


def brackets(value: str) -> tuple[int, str]:
    """Return where a value that begins with a bracket ends (-1: it does not), and what would close it there."""
    wanted: list[str] = []
    place = 0
    while place < len(value):
        sign = value[place]
        if sign in "\"'" and (place == 0 or value[place - 1] in " [{,:"):
            end = end_of_quote(value[place:])
            place += end if end > 0 else 0
        elif sign in _CLOSERS:
            wanted.append(_CLOSERS[sign])
        elif wanted and sign == wanted[-1]:
            wanted.pop()
            if not wanted:
                return place, ""
        place += 1
    return -1, "".join(reversed(wanted))
