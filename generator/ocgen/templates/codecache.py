"""Compiled templates, kept between runs where a system keeps what can be made again.

As with Python's own ``__pycache__``: what is there is used when it was made from the same source by the same compiler,
and a run goes on without when the place cannot be read or written. Code is only as good as its writer: the directory
and the file must belong to whoever runs this, and nobody else may write there. Only then is a file opened; it is
decoded when its digests fit, and by `marshal`, which makes code and runs nothing.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from ocgen.files.cache import cache_directory, keep, read_kept
from ocgen.text import phrases

_MOST = 5_000_000  # the code of the largest template has a hundredth of it
_SHA256 = 32


class CodeCache(BytecodeCache):
    """The compiled templates of one language; ``catalogues`` are the bytes of its message catalogues.

    ``kind`` tells apart the code of environments that compile otherwise.
    """

    def __init__(self, directory: Path, language: str, catalogues: Iterable[bytes], kind: str = "") -> None:
        self._directory, self._language = directory, language
        self._stamp = hashlib.sha256(b"\0".join((_compiler(), kind.encode(), *catalogues))).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Return what code must have been made from to be used: the source, its phrases and the compiler."""
        return hashlib.sha256(f"{self._stamp}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the kept code if there is any that fits; any other file counts as none."""
        content = read_kept(self._file(bucket), _MOST)
        if content is None:
            return
        head, code = content[: 2 * _SHA256], content[2 * _SHA256 :]
        if head == _head(bucket, code):
            with suppress(ValueError, EOFError, TypeError):
                loaded = marshal.loads(code)
                bucket.code = loaded if isinstance(loaded, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where that can be done: as a new file in place of what is there, whatever it is."""
        code = marshal.dumps(bucket.code)
        keep(self._file(bucket), _head(bucket, code) + code)

    def _file(self, bucket: Bucket) -> Path:
        return self._directory / f"template-{self._language}-{bucket.key}.cache"


def _head(bucket: Bucket, code: bytes) -> bytes:
    return bytes.fromhex(bucket.checksum) + hashlib.sha256(code).digest()


def code_cache(language: str, catalogues: Iterable[bytes], kind: str = "") -> CodeCache | None:
    """Return what keeps the templates of a language; None for somebody without a home."""
    try:
        return CodeCache(cache_directory(), language, catalogues, kind)
    except RuntimeError:
        return None


@cache
def _compiler() -> bytes:
    """Return what the code of a template depends on beside its source and phrases: Jinja, and how we set it up.

    By content, since an installer may give every file of every version the same time.
    """
    ours = (*sorted(Path(__file__).parent.glob("*.py")), Path(phrases.__file__))  # which parts a phrase has
    versions = f"{jinja2.__version__} {sys.implementation.cache_tag} {sys.hexversion:x}".encode()
    return b"\0".join((versions, *(path.read_bytes() for path in ours)))
