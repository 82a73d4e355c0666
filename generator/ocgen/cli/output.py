"""Text to stdout or to a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ocgen.plan.write import CannotWriteError


def say(text: str, *, as_it_is: bool = False) -> None:
    """Print to stdout; ``as_it_is`` in UTF-8 whatever the terminal's encoding is: for programs.

    A reader that has closed the pipe (head, a pager) is no error: the run goes on, and its exit code says how it ended.
    """
    try:
        click.echo(text.encode() if as_it_is else text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()


def silence_stdout() -> None:
    """Send what is still to be printed nowhere, so that Python does not complain about it once more on exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def open_closed_streams() -> None:
    """Give the run somewhere to print to where the caller has closed stdout or stderr (``>&-``)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def not_written(error: CannotWriteError, what: str, nothing: str = "nothing was written") -> str:
    """Return what to tell of a run that could not write: why, what it had changed by then, and what to do.

    ``what`` is what it writes, in the plural: files, documents. ``nothing`` says that it has changed none of these.
    """
    if not error.done:
        return f"{error}; {nothing}: fix this, then run the command again"
    done = f"{len(error.done)} of {error.total} {what} were written or removed before, each as a whole"
    return f"{error}; {done}: fix this, then run the command again, which does the rest"
