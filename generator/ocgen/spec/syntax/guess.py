"""What a parser met, and what a recogniser takes for the cause of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where a parser gave up and why, and where that began which it was at; lines and columns count from 0.

    ``opened`` is None where nothing had begun.
    """

    line: int
    column: int
    problem: str
    opened: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """A cause: its place, from 0, what it is and what to do about it.

    ``fix`` is what that makes of lines, by number; None removes one. A ``certain`` guess is told even where the parser
    gets no further with it: the place is right, and there are more mistakes or several ways to fix it.
    """

    line: int
    column: int
    message: str
    remedy: str
    fix: Mapping[int, str | None]
    certain: bool = False

    @property
    def removed(self) -> int:
        """How many lines the fix removes."""
        return sum(line is None for line in self.fix.values())

    def fixed(self, texts: Sequence[str]) -> str:
        """Return the whole text as it would be then."""
        found = (self.fix.get(number, text) for number, text in enumerate(texts))
        return "\n".join(line for line in found if line is not None)

    def moved(self, by: int) -> Guess:
        """Return the guess some lines further down."""
        return replace(self, line=self.line + by)
