"""What is kept between runs where a system keeps what can be made again.

It is only as good as its writer: read when nobody else can have written it, and no run needs it.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from ocgen.files.reading import read_file


def cache_directory() -> Path:
    """Return where ocgen keeps what it can make again.

    ``$XDG_CACHE_HOME`` or ``~/.cache`` (XDG Base Directory Specification), ``~/Library/Caches``, ``%LOCALAPPDATA%``.
    `platformdirs` knows the same and takes longer to import than reading the templates takes.
    Raises RuntimeError when there is no home directory.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "ocgen/Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ocgen"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))  # one that is not absolute is none, says the specification
    return (given if given.is_absolute() else Path.home() / ".cache") / "ocgen"


def read_kept(file: Path, most: int) -> bytes | None:
    """Return what is kept in a file, at most ``most`` bytes; None when there is none that only we can have written."""
    try:
        return read_file(file, most, follow=False, private=True) if _is_ours(file.parent) else None
    except OSError:
        return None


def keep(file: Path, content: bytes) -> None:
    """Keep a content, where that can be done: as a new file in place of what is there, whatever it is."""
    import tempfile

    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(file.parent):
            return
        handle, stage = tempfile.mkstemp(prefix=".", dir=file.parent)  # which nobody else may read or write
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            os.replace(stage, file)
        except OSError:
            Path(stage).unlink()
            raise


def _is_ours(directory: Path) -> bool:
    """Whether nobody else could have put anything there; what is kept is only as good as its writer."""
    try:
        status = directory.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode):  # a link is none either: what it leads to may be anybody's
        return False
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)
