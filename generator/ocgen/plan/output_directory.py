"""What lies in the output directory, reached a part of its path at a time and through no link.

Whatever a record, a journal or the directory itself says, a run reads, writes and removes nothing elsewhere. The
output directory may be a link itself: the user has named it. Where the system can, each folder is held open while its
files are looked at, so that nobody can put a link in its place in between; elsewhere each part is looked at first.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ocgen.files.reading import LARGE, read_file

_BY_HANDLE = {os.open, os.stat, os.mkdir, os.rmdir, os.unlink, os.rename, os.readlink} <= os.supports_dir_fd
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)


class Link(NamedTuple):
    """A symbolic link below the output directory: where it is, by its path there, and what it points at."""

    path: str
    target: str


class LinkError(OSError):
    """A symbolic link stands in the place of a file or a folder; it was not followed."""

    def __init__(self, link: Link, top: Path) -> None:
        reason = f"it is a symbolic link to {link.target}, and none is followed below the output directory"
        super().__init__(errno.ELOOP, reason, f"{top}/{link.path}")
        self.link = link


class OutputDirectory:
    """The output directory ``top``; paths are relative to it, with slashes. To be used in a ``with``.

    Its methods raise LinkError for a symbolic link on the way or, but for `look`, `put` and `remove`, at the end;
    OSError for whatever else the file system refuses.
    """

    def __init__(self, top: Path) -> None:
        self.top = top
        self._handles: list[tuple[str, int]] = []  # of the folders that lead to the last path, the top's first

    def __enter__(self) -> OutputDirectory:
        return self

    def __exit__(self, *_: object) -> None:
        self._close(0)

    def look(self, path: str) -> os.stat_result | None:
        """Return what stands there, a link as itself; None when nothing does."""
        try:
            name, folder = self._reach(path)
            return os.stat(name, dir_fd=folder, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def is_file(self, path: str) -> bool:
        """Whether a regular file stands there, and is reached through no link."""
        try:
            found = self.look(path)
        except LinkError:
            return False
        return found is not None and stat.S_ISREG(found.st_mode)

    def read(self, path: str) -> bytes:
        """Return what a regular file holds, within the bound of `ocgen.files.reading`."""
        name, folder = self._reach(path)
        try:
            return read_file(name, LARGE, follow=False, dir_fd=folder)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise self._link(path, name, folder) from None
            error.filename = f"{self.top}/{path}"  # and not its name alone
            raise

    def mode(self, path: str) -> int | None:
        """Return the permissions of a regular file; None when there is none, or no way to it."""
        try:
            found = self.look(path)
        except OSError:
            return None
        return stat.S_IMODE(found.st_mode) if found is not None and stat.S_ISREG(found.st_mode) else None

    def create(self, path: str, content: bytes, mode: int | None = None) -> None:
        """Write a file where nothing is, with the permissions ``mode``: where that is None, with the usual ones."""
        name, folder = self._reach(path)
        with self._named(path):
            handle = os.open(name, _NEW, 0o666, dir_fd=folder)
            with os.fdopen(handle, "wb") as file:
                if mode is not None and hasattr(os, "fchmod"):
                    os.fchmod(handle, mode)
                file.write(content)

    def put(self, source: str, path: str, beside: OutputDirectory) -> None:
        """Rename a file to ``path``, in place of what is there: of a link itself, not of its target.

        ``source`` is a path in ``beside``, which is the same directory and reaches it by a way of its own.
        """
        name, folder = self._reach(path)
        old, old_folder = beside._reach(source)
        try:
            os.replace(old, name, src_dir_fd=old_folder, dst_dir_fd=folder)
        except OSError as error:
            names = (f"{self.top}/{source}", None, f"{self.top}/{path}")
            raise OSError(error.errno, error.strerror, *names) from None

    def remove(self, path: str) -> None:
        """Remove a file or a link itself, if it is there."""
        with suppress(FileNotFoundError, NotADirectoryError):
            name, folder = self._reach(path)
            with self._named(path):
                os.unlink(name, dir_fd=folder)

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it, as far as they are not there."""
        parts = path.split("/")
        for number in range(1, len(parts) + 1):
            part = "/".join(parts[:number])
            found = self.look(part)
            if found is None:
                name, folder = self._reach(part)
                with self._named(part):
                    os.mkdir(name, dir_fd=folder)
            elif stat.S_ISLNK(found.st_mode):
                raise self._link(part, *self._reach(part))
            elif not stat.S_ISDIR(found.st_mode):
                raise NotADirectoryError(errno.ENOTDIR, "a file is in the way of a folder", f"{self.top}/{part}")

    def remove_empty(self, folder: str) -> None:
        """Remove a folder if nothing is in it, and then those above it likewise; a link is left alone."""
        while folder:
            self._close(1)
            try:
                name, above = self._reach(folder)
                os.rmdir(name, dir_fd=above)
            except OSError:  # something is in it, it is a link, or it was removed
                return
            folder = folder.rpartition("/")[0]

    def _reach(self, path: str) -> tuple[str, int | None]:
        """Return how the system finds a path from here: by name in an open folder, or by its whole path."""
        folder, _, name = path.rpartition("/")
        parts = folder.split("/") if folder else []
        if not _BY_HANDLE:
            for number in range(1, len(parts) + 1):
                self._no_link("/".join(parts[:number]))
            return f"{self.top}/{path}", None
        kept = 0
        for (known, _), part in zip(self._handles[1:], parts, strict=False):
            if known != part:
                break
            kept += 1
        self._close(kept + 1)
        if not self._handles:
            self._handles.append(("", os.open(self.top, _FOLDER)))
        for number in range(kept, len(parts)):
            above = self._handles[-1][1]
            try:
                handle = os.open(parts[number], _FOLDER | _NO_LINK, dir_fd=above)
            except OSError as error:
                if error.errno in (errno.ENOTDIR, errno.ELOOP):
                    raise self._link("/".join(parts[: number + 1]), parts[number], above) from None
                error.filename = f"{self.top}/{path}"
                raise
            self._handles.append((parts[number], handle))
        return name, self._handles[-1][1]

    def _no_link(self, path: str) -> None:
        found = os.lstat(f"{self.top}/{path}")
        reparsed = getattr(found, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
        if stat.S_ISLNK(found.st_mode) or reparsed:  # a junction of Windows leads elsewhere too
            raise self._link(path, f"{self.top}/{path}", None)

    def _link(self, path: str, name: str, folder: int | None) -> OSError:
        """Return the error for a link; for what is none, that it is no folder."""
        try:
            return LinkError(Link(path, os.readlink(name, dir_fd=folder)), self.top)
        except OSError:
            return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), f"{self.top}/{path}")

    @contextmanager
    def _named(self, path: str) -> Iterator[None]:
        """Put the whole path into the OSError of what runs inside, in place of the part that the system was given."""
        try:
            yield
        except OSError as error:
            error.filename = f"{self.top}/{path}"
            raise

    def _close(self, left: int) -> None:
        while len(self._handles) > left:
            os.close(self._handles.pop()[1])
