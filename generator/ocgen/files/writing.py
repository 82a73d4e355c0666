"""Writing single files, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


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
