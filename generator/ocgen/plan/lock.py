"""One run at a time in an output directory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Hold a directory, which is made if need be; a second run waits until the first one is done or has died.

    Where the system has no such locks, two runs at once may be in each other's way; the next one heals that.
    """
    directory.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have none
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
