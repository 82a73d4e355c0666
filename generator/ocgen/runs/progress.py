"""How far a run is, told to whoever has started it."""

from __future__ import annotations

from collections.abc import Callable

# Called with what the run is doing, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], object]


def nobody(step: str, done: int, total: int) -> None:
    """Do nothing: progress that nobody wants to see."""


class ProgressStep:
    """One step of a run: what it does, and how much there is of it."""

    def __init__(self, progress: Progress, name: str, total: int) -> None:
        self._progress, self._name, self._total = progress, name, total
        self._done = 0
        self._tell()

    def advance(self, more: int) -> None:
        """Tell that so much more is done."""
        self._done = min(self._done + more, self._total)
        self._tell()

    def _tell(self) -> None:
        self._progress(self._name, self._done, self._total)
