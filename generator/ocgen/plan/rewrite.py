"""Rewriting files that are not ours: each as a whole, with its permissions, after all new contents are on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from ocgen.plan.write import CannotWriteError

_SUFFIX = ".ocgen-new"


def rewrite(files: Mapping[Path, bytes], replace: Callable[[Path, Path], None] = os.replace) -> None:
    """Give files new contents; raises CannotWriteError, before anything has changed where a disk is full or locked."""
    staged: dict[Path, Path] = {}
    at = next(iter(files), Path())
    try:
        for path, content in files.items():
            at = path
            if not os.access(path, os.W_OK):
                raise PermissionError(13, "permission denied", str(path))
            staged[path] = new = path.with_name(f".{path.name}{_SUFFIX}")
            new.write_bytes(content)
            shutil.copymode(path, new)
        for path, new in staged.items():
            at = path
            replace(new, path)
    except OSError as error:
        raise CannotWriteError(at, (error.strerror or str(error)).lower()) from None
    finally:
        for new in staged.values():
            new.unlink(missing_ok=True)
