"""Places in files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Location(NamedTuple):  # every node of every spec has one, and a frozen dataclass takes twice as long to make
    """A place in a file; line and column count from 1, the path is as the user gave it.

    A file of a git ``revision`` is named from the top of the repository; such a path need not exist in the checkout.
    """

    path: str
    line: int = 1
    column: int = 1
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def file(self) -> str:
        """The file as a person would name it: ``HEAD:specs/acme.yaml`` for one of a revision."""
        return f"{self.revision}:{self.path}" if self.revision else self.path


NOWHERE = Location("")


def display(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory where it lies below it."""
    whole, here = path.absolute().as_posix(), Path.cwd().as_posix()
    if whole == here:
        return "."
    below = f"{here.rstrip('/')}/"
    return whole.removeprefix(below) if whole.startswith(below) else path.as_posix()
