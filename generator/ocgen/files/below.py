"""The files below a directory that count: all but what tools left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ocgen.files.reading import no_regular_file


def is_by_product(part: str) -> bool:
    """Whether a part of a path is what a tool left behind: something hidden, or a cache."""
    return part.startswith(".") or part == "__pycache__"


def files_below(directory: Path) -> Iterator[Path]:
    """Yield all files below a directory, those behind links to directories too: a template there is found by its name.

    What a tool left behind is none of them: what is hidden, and caches. Nothing is below a directory that is not there.
    Raises OSError for one that cannot be read, and for what is no file, such as a named pipe.
    """
    return _below(directory, ()) if directory.is_dir() else iter(())


def _below(directory: Path, above: tuple[str, ...]) -> Iterator[Path]:
    real = os.path.realpath(directory)
    if real in above:  # a link that leads back
        return
    for path in directory.iterdir():
        if is_by_product(path.name):
            continue
        if path.is_dir():
            yield from _below(path, (*above, real))
        elif path.is_file():
            yield path
        elif path.exists():
            raise no_regular_file(path)
