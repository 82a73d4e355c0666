"""How far a run is: shown on a terminal once it has taken a second, and never written into a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from ocgen.runs.progress import Progress, nobody

PATIENCE = 1.0  # seconds


class _Shown(Protocol):
    pos: int

    def update(self, n_steps: int) -> None: ...


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield what a run tells how far it is: what takes less than a second shows nothing.

    The bar is wiped away after each step, and at the end.
    """
    if not sys.stderr.isatty():
        yield nobody
        return
    bar = _Bar(time.monotonic())
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    """``started`` is when the run began (``time.monotonic()``)."""

    def __init__(self, started: float) -> None:
        self.started = started
        self.shown: _Shown | None = None

    def tell(self, step: str, done: int, total: int) -> None:
        """Show that so much of a step is done."""
        if done in (0, total):
            self.close()
        elif self.shown is not None:
            self.shown.update(done - self.shown.pos)
        elif time.monotonic() - self.started > PATIENCE:
            from click import progressbar

            self.shown = progressbar(length=total, label=step, file=sys.stderr)
            self.shown.update(done)

    def close(self) -> None:
        if self.shown is not None:
            self.shown = None
            sys.stderr.write("\r\033[2K\033[?25h")  # the line is empty again, and the cursor shows
            sys.stderr.flush()
