"""Places in files."""

from __future__ import annotations

from typing import NamedTuple


class Location(NamedTuple):  # every node of every spec has one, and a frozen dataclass takes twice as long to make
    """A place in a file; line and column count from 1, the path is as the user gave it."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Location("")
