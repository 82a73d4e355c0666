"""Files as a run reads them: regular ones of a bounded size, so that no file makes it wait or fills the memory.

A named pipe, a device or a socket in a file's place is refused before it is opened for long. What somebody names on
the command line as an input may be a pipe all the same (``<(command)``, ``/dev/stdin``): it is read to the bound.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from pathlib import Path

# What the bound is for files of others that we only look through, such as a project's pyproject.toml.
SMALL = 1_000_000
# For records and files that we wrote ourselves: those of the largest projects have a twentieth of it.
LARGE = 50_000_000

_WAITS_NOT = getattr(os, "O_NONBLOCK", 0)
_PLAIN = os.O_RDONLY | _WAITS_NOT | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_CHUNK = 1 << 20
_PATIENCE, _PAUSE = 1.0, 0.02  # seconds: for somebody who is to write into a pipe, and between two looks


def read_file(
    path: str | Path, most: int, *, follow: bool = True, private: bool = False, dir_fd: int | None = None
) -> bytes:
    """Return what a regular file holds.

    Raises OSError, with words for its reason: for what is no regular file, at once; for more than ``most`` bytes;
    unless ``follow``, for a symbolic link in the file's place; and, where it is to be ``private``, for a file that
    others own or may write. ``dir_fd`` is the directory that a path is relative to.
    """
    content = read_start(path, most + 1, follow=follow, private=private, dir_fd=dir_fd)
    if len(content) > most:
        raise too_large(path, most)
    return content


def read_start(
    path: str | Path, count: int, *, follow: bool = True, private: bool = False, dir_fd: int | None = None
) -> bytes:
    """Return the first ``count`` bytes of a regular file; raises OSError as `read_file` does."""
    _check(os.stat(path, dir_fd=dir_fd, follow_symlinks=follow).st_mode, path)
    handle = os.open(path, _PLAIN if follow else _PLAIN | _NO_LINK, dir_fd=dir_fd)
    try:
        status = os.fstat(handle)
        _check(status.st_mode, path)  # another file may have been put there in between
        if private and hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
            raise PermissionError(errno.EACCES, "others may have written it", str(path))
        return _read(handle, status.st_size + 1, count)
    finally:
        os.close(handle)


def read_text(path: str | Path, most: int, *, errors: str = "strict") -> str:
    """Return the text of a regular file in UTF-8, with LF as line end; raises OSError, UnicodeDecodeError."""
    return with_lf(read_file(path, most)).decode("utf-8", errors)


def with_lf(content: bytes) -> bytes:
    """Return a text with LF as line end; what is no text (it holds a NUL) as it is.

    Version control changes line ends between machines, so two texts that differ in them alone are the same.
    """
    if b"\r" not in content or b"\0" in content:
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def damage(content: bytes, error: Exception) -> str:
    """Return where and why a record of ours is no JSON, if that can be told: ``: line 3 holds ...``, or nothing."""
    lines = with_lf(content).split(b"\n")
    conflict = next((n for n, line in enumerate(lines, 1) if line.startswith((b"<<<<<<< ", b">>>>>>> "))), 0)
    if conflict:
        return f": line {conflict} holds a merge conflict that is not resolved"
    line, reason = getattr(error, "lineno", 0), getattr(error, "msg", "")  # of json.JSONDecodeError
    return f": line {line} is no JSON ({reason[:1].lower()}{reason[1:]})" if line else ""


def read_input(path: Path, count: int) -> bytes:
    """Return the first ``count`` bytes of what somebody named: a file, or a pipe that something writes to.

    Raises OSError: for a directory, and for a pipe that nobody writes to, which would be waited for in vain.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return read_start(path, count)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if stat.S_ISSOCK(mode):
        raise no_regular_file(path)
    handle = os.open(path, _PLAIN)
    try:
        if stat.S_ISFIFO(mode):
            return _from_pipe(handle, path, count)
        return _read(_waiting(handle), _CHUNK, count)
    finally:
        os.close(handle)


def no_regular_file(path: str | Path) -> OSError:
    """Return the error for a named pipe, a device or a socket in a file's place."""
    return OSError(errno.EINVAL, "it is no regular file", str(path))


def too_large(path: str | Path, most: int) -> OSError:
    """Return the error for a file that holds more than it may."""
    return OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))


def _check(mode: int, path: str | Path) -> None:
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, "it is a symbolic link", str(path))
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise no_regular_file(path)


def _read(handle: int, first: int, count: int) -> bytes:
    """Read to the end or to ``count`` bytes, ``first`` of them at once."""
    parts: list[bytes] = []
    left, ask = count, first
    while left > 0 and (part := os.read(handle, min(left, ask))):
        parts.append(part)
        left, ask = left - len(part), _CHUNK
    return b"".join(parts)


def _from_pipe(handle: int, path: Path, count: int) -> bytes:
    """Read a pipe that was opened without waiting; whoever is to write into it may take a moment to open it."""
    give_up = time.monotonic() + _PATIENCE
    first = b""
    try:
        while not (first := os.read(handle, min(count, _CHUNK))):
            if time.monotonic() > give_up:
                raise OSError(errno.EINVAL, "it is a pipe that nobody writes to", str(path))
            time.sleep(_PAUSE)
    except BlockingIOError:  # somebody has it open and has not written yet
        pass
    return first + _read(_waiting(handle), _CHUNK, count - len(first))


def _waiting(handle: int) -> int:
    if sys.platform != "win32":  # where no file was opened without waiting
        os.set_blocking(handle, True)
    return handle
