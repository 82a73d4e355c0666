"""A file that is downloaded: read piece by piece, or saved, within a ``with`` statement."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from .dispositions import clean_name, name_in
from .errors import SettingsError, TransportError
from .exchange import Exchange
from .raw_response import RawResponse
from .settings import check_count
from .streams import AsyncByteStream, AsyncWholeBody, ByteStream, WholeBody

__all__ = ["AsyncDownload", "Download"]


class _FileHead:
    """What is known of a file before it is read; within the ``with`` statement alone."""

    def __init__(self, max_size: int | None) -> None:
        if max_size is not None:
            check_count("max_size", max_size)
        self._max_size = max_size
        self._exchange: Exchange | None = None

    @property
    def _came(self) -> Exchange:
        if self._exchange is None:
            raise SettingsError("a download begins in a with statement: with instance.download(...) as file: ...")
        return self._exchange

    @property
    def response(self) -> RawResponse:
        """The status and headers of the answer, secrets masked."""
        return self._came.came

    @property
    def request_id(self) -> str:
        """What the platform's support asks for; empty when the platform did not say."""
        return self.response.request_id

    @property
    def name(self) -> str:
        """The name of the file, which is one in any directory and no path; ``download`` when the answer names none."""
        return name_in(self._came.response.header("content-disposition")) or "download"

    @property
    def content_type(self) -> str:
        """The media type, without parameters; empty when the answer does not say."""
        return self._came.response.header("content-type").partition(";")[0].strip().lower()

    @property
    def size(self) -> int | None:
        """How many bytes the file has; None when the answer does not say."""
        response = self._came.response
        if response.stream is None:
            return len(response.body)
        length = response.header("content-length")
        plain = response.header("content-encoding").lower() in ("", "identity")
        return int(length) if plain and length.isascii() and length.isdigit() and len(length) < 20 else None

    def _check_size(self, size: int) -> None:
        if self._max_size is not None and size > self._max_size:
            request = self._came.request
            said = f"the file has more than {self._max_size} bytes; max_size sets the limit"
            raise TransportError(f"{request.method} {request.path}: {said}", False)


class AsyncDownload(_FileHead):
    """A file for `AsyncClient`: ``async with instance.download(...) as file``. Nothing is sent before that.

    Iterating gives the content in pieces, once; an error while it is read is a TransportError. Writing to the disk
    blocks for as long as the disk takes.
    """

    def __init__(self, begin: Callable[[], Awaitable[Exchange]], max_size: int | None) -> None:
        super().__init__(max_size)
        self._begin = begin
        self._stream: AsyncByteStream | None = None

    async def __aenter__(self) -> AsyncDownload:
        self._exchange = came = await self._begin()
        stream = came.response.stream
        self._stream = stream if isinstance(stream, AsyncByteStream) else AsyncWholeBody(came.response.body)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.close()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._check_size(self.size or 0)
        if self._stream is None:
            raise SettingsError("the file is closed: read it within the with statement")
        size = 0
        async for piece in self._stream:
            size += len(piece)
            self._check_size(size)
            yield piece

    async def read(self) -> bytes:
        """Return the whole file; ``max_size`` of the download bounds how much that may be."""
        content = bytearray()
        async for piece in self:
            content += piece
        return bytes(content)

    async def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the file to ``path``, or under its own name into the directory there, and return where it is.

        What is there already is replaced once all has come; of a file that breaks off nothing stays.
        """
        target = _target(path, self.name)
        with _replacing(target) as file:
            async for piece in self:
                file.write(piece)
        return target


class Download(_FileHead):
    """A file: ``with instance.download(...) as file``. Nothing is sent before that.

    Iterating gives the content in pieces, once; an error while it is read is a TransportError.
    """

    def __init__(self, begin: Callable[[], Exchange], max_size: int | None) -> None:
        super().__init__(max_size)
        self._begin = begin
        self._stream: ByteStream | None = None

    def __enter__(self) -> Download:
        self._exchange = came = self._begin()
        stream = came.response.stream
        self._stream = stream if isinstance(stream, ByteStream) else WholeBody(came.response.body)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def __iter__(self) -> Iterator[bytes]:
        self._check_size(self.size or 0)
        if self._stream is None:
            raise SettingsError("the file is closed: read it within the with statement")
        size = 0
        for piece in self._stream:
            size += len(piece)
            self._check_size(size)
            yield piece

    def read(self) -> bytes:
        """Return the whole file; ``max_size`` of the download bounds how much that may be."""
        content = bytearray()
        for piece in self:
            content += piece
        return bytes(content)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the file to ``path``, or under its own name into the directory there, and return where it is.

        What is there already is replaced once all has come; of a file that breaks off nothing stays.
        """
        target = _target(path, self.name)
        with _replacing(target) as file:
            for piece in self:
                file.write(piece)
        return target


def _target(path: str | os.PathLike[str], name: str) -> Path:
    given = Path(path)
    return given / clean_name(name) if given.is_dir() else given


@contextmanager
def _replacing(target: Path) -> Generator[BinaryIO, None, None]:
    """Open a file beside ``target``, which takes its place once all is written, and is removed after an error."""
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            yield file
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
