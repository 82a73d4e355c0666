"""Paths in the output directory."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

JOURNAL = ".ocgen-journal.json"  # beside the record, while a run writes and after one that was interrupted

# What nearly every path is: names without a dot in front, joined by slashes.
_PLAIN = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.-]*(?:/[0-9A-Za-z_][0-9A-Za-z_.-]*)*")


def is_inside(path: str) -> bool:
    """Whether a path, with slashes, names something in the output directory on any system."""
    if _PLAIN.fullmatch(path):
        return True
    pure = PurePosixPath(path)
    windows = PureWindowsPath(path)
    if (
        not path
        or not _is_text(path)
        or pure.is_absolute()
        or windows.drive
        or windows.root
        or "\\" in path
        or "\0" in path
    ):
        return False
    return ".." not in pure.parts and pure.as_posix() == path


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:  # JSON can hold half a character
        return False
    return True
