"""How far a run is: shown on a terminal once it has taken a second, and never written into a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

PATIENCE = 1.0  # seconds


class _Shown(Protocol):
    pos: int

    def update(self, n_steps: int) -> None: ...


@contextmanager
def progress(label: str, length: int, started: float) -> Iterator[Callable[[int], object]]:
    """Yield a function that is told how many more of ``length`` are done.

    ``started`` is when the run began (``time.monotonic()``): what takes less than a second shows nothing. The bar is
    wiped away at the end.
    """
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    bar = _Bar(label, length, started)
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar:
    def __init__(self, label: str, length: int, started: float) -> None:
        self.label = label
        self.length = length
        self.started = started
        self.done = 0
        self.shown: _Shown | None = None

    def advance(self, done: int) -> None:
        self.done = min(self.done + done, self.length)
        if self.shown is None and time.monotonic() - self.started > PATIENCE:
            from click import progressbar

            self.shown = progressbar(length=self.length, label=self.label, file=sys.stderr)
            self.shown.update(self.done)
        elif self.shown is not None:
            self.shown.update(self.done - self.shown.pos)

    def close(self) -> None:
        if self.shown is not None:
            sys.stderr.write("\r\033[2K\033[?25h")  # the line is empty again, and the cursor shows
            sys.stderr.flush()
