"""Text to stdout or to a file."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from ocgen.plan.write import CannotWriteError


def say(text: str, *, as_it_is: bool = False) -> None:
    """Print to stdout; ``as_it_is`` in UTF-8 whatever the terminal's encoding is: for programs.

    A reader that has gone (head, a pager) is no error: the run goes on and tells by its exit code how it ended.
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


def write_whole(file: Path, text: str) -> None:
    """Write a file by renaming, so that nobody ever sees half of it; what is no regular file is written as it is.

    A file that is there keeps its permissions. Raises OSError, with nothing changed.
    """
    file = file.resolve()
    if file.exists() and not file.is_file():
        file.write_bytes(text.encode())
        return
    stage = file.with_name(f".{file.name}.{os.getpid()}.ocgen")
    try:
        stage.unlink(missing_ok=True)
        write_new(stage, text)  # and through no link that somebody has put there
        if file.exists():
            shutil.copymode(file, stage)
        os.replace(stage, file)
    except OSError as error:
        # The name of the stage would tell nobody anything.
        raise type(error)(error.errno, error.strerror, str(file)) from None
    finally:
        stage.unlink(missing_ok=True)


def write_new(file: Path, text: str) -> None:
    """Write a file where none is; raises OSError, FileExistsError too, and then leaves nothing behind."""
    with file.open("xb") as opened:
        try:
            opened.write(text.encode())
            opened.flush()
        except OSError as error:
            file.unlink()
            raise type(error)(error.errno, error.strerror, str(file)) from None


def not_written(error: CannotWriteError, what: str, nothing: str = "nothing was written") -> str:
    """Return what to tell of a run that could not write: why, what it had changed by then, and what to do.

    ``what`` is what it writes, in the plural: files, documents. ``nothing`` says that it has changed none of these.
    """
    if not error.done:
        return f"{error}; {nothing}: fix this, then run the command again"
    done = f"{len(error.done)} of {error.total} {what} were written or removed before, each as a whole"
    return f"{error}; {done}: fix this, then run the command again, which does the rest"
