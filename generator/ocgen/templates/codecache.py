"""Compiled templates, kept between runs where a system keeps what can be made again.

As with Python's own ``__pycache__``: what is there is used when it was made from the same source by the same compiler,
and a run goes on without when the place cannot be read or written.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class CodeCache(FileSystemBytecodeCache):
    """The compiled templates of one language; ``phrases`` are the bytes of its message catalogues."""

    def __init__(self, directory: Path, language: str, phrases: Iterable[bytes]) -> None:
        super().__init__(str(directory), f"template-{language}-%s.cache")
        self._stamp = hashlib.sha256(b"\0".join((_compiler(), *phrases))).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Return what code must have been made from to be used: the source, its phrases and the compiler."""
        return hashlib.sha256(f"{self._stamp}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the kept code if there is any that fits; a damaged file counts as none."""
        try:
            if _is_ours(Path(self.directory)):
                super().load_bytecode(bucket)
        except Exception:  # whatever reading a damaged pickle raises
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where that can be done."""
        try:
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:
            return


def code_cache(language: str, phrases: Iterable[bytes]) -> CodeCache | None:
    """Return what keeps the templates of a language; None for somebody without a home."""
    try:
        return CodeCache(cache_directory(), language, phrases)
    except RuntimeError:
        return None


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


@cache
def _compiler() -> bytes:
    """Return what the code of a template depends on beside its source and phrases: Jinja, and how we set it up.

    By content, since an installer may give every file of every version the same time.
    """
    ours = sorted(Path(__file__).parent.glob("*.py"))
    return b"\0".join((jinja2.__version__.encode(), *(path.read_bytes() for path in ours)))


def _is_ours(directory: Path) -> bool:
    """Whether nobody else could have put code there; code is only as good as its writer."""
    if not hasattr(os, "getuid"):
        return directory.is_dir()
    try:
        status = directory.stat()
    except OSError:
        return False
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
