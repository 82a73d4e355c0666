"""Rewriting files that are not ours: each as a whole, with its permissions, after all new contents are on the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ocgen.plan.write import CannotWriteError

Replace = Callable[[Path, Path], None]


@contextmanager
def staged(files: Mapping[Path, bytes], replace: Replace = os.replace) -> Iterator[Callable[[], None]]:
    """Write new contents beside the files that are to get them, and yield what puts them in their places.

    Both raise CannotWriteError: the first where a disk is full or locked, with nothing changed; the second with the
    files that have got their contents. What was not put in place is removed.
    """
    beside: dict[Path, Path] = {}

    def put() -> None:
        done: list[str] = []
        for path, new in [*beside.items()]:
            try:
                replace(new, path)
                del beside[path]
            except OSError as error:
                raise _refused(path, error, done, len(files)) from None
            done.append(path.name)

    try:
        for path, content in files.items():
            try:
                beside[path] = new = path.with_name(f".{path.name}.{os.getpid()}.ocgen-new")
                _write_as(path, new, content)
            except OSError as error:
                raise _refused(path, error, (), len(files)) from None
        yield put
    finally:
        for new in beside.values():
            with suppress(OSError):  # why it was written beside is told already
                new.unlink(missing_ok=True)


def rewrite(files: Mapping[Path, bytes], replace: Replace = os.replace) -> None:
    """Give files new contents; raises CannotWriteError."""
    with staged(files, replace) as put:
        put()


def _write_as(path: Path, new: Path, content: bytes) -> None:
    """Write a new file with the permissions of another one, which it never goes beyond."""
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "permission denied", str(path))
    mode = stat.S_IMODE(path.stat().st_mode)
    new.unlink(missing_ok=True)
    with os.fdopen(
        os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as file:
        file.write(content)
    new.chmod(mode)


def _refused(path: Path, error: OSError, done: list[str] | tuple[()], total: int) -> CannotWriteError:
    return CannotWriteError(path, (error.strerror or str(error)).lower(), done, total)
