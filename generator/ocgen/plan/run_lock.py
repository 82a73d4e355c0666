"""One run at a time in an output directory."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    import tempfile
else:
    import fcntl


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Hold a directory, which is made if need be; a second run waits until the first one is done or has died.

    Where the file system has no locks, as some of the network, two runs at once may be in each other's way; the next
    one repairs that. Raises OSError when the directory cannot be made or opened.
    """
    directory.mkdir(parents=True, exist_ok=True)
    handle = _open(directory)
    try:
        with suppress(OSError):
            _lock(handle)
        yield
    finally:
        os.close(handle)  # gives the lock back, as the end of the process does


if sys.platform == "win32":

    def _open(directory: Path) -> int:
        """Open a file of the user's that stands for the directory, since Windows opens and locks files alone."""
        name = hashlib.sha256(os.path.normcase(directory.resolve()).encode()).hexdigest()[:32]
        return os.open(Path(tempfile.gettempdir()) / f"ocgen-{name}.lock", os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:  # what it says after ten seconds of waiting
                    raise
            else:
                return

else:

    def _open(directory: Path) -> int:
        return os.open(directory, os.O_RDONLY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
