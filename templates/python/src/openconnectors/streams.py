"""Bodies that are sent and read piece by piece, so that a file of any size needs little memory."""

from __future__ import annotations

import io
import mimetypes
import os
from collections.abc import AsyncIterator, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

from .errors import SettingsError
from .secret import Secret

__all__ = [
    "AsyncByteStream",
    "AsyncWholeBody",
    "ByteStream",
    "FileLike",
    "FilePart",
    "Readable",
    "SentFile",
    "Upload",
    "WholeBody",
]

_OCTETS = "application/octet-stream"


class Readable(Protocol):
    """What bytes are read from, a piece at a time."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, no more than ``size``; none at the end."""
        ...


FileLike: TypeAlias = "str | os.PathLike[str] | bytes | Readable"
"""What is uploaded: the path of a file, bytes, or a binary stream, which is read from where it stands."""


@runtime_checkable
class ByteStream(Protocol):
    """The body of an answer that is read piece by piece, and closed by whoever has it."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None:
        """Give the connection back, whether all was read or not."""
        ...


@runtime_checkable
class AsyncByteStream(Protocol):
    """The same, for `AsyncClient`."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def close(self) -> None:
        """Give the connection back, whether all was read or not."""
        ...


class WholeBody:
    """A body that came at once, as transports give it that know no streams."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body

    def close(self) -> None:
        """Do nothing, for no connection is held."""


class AsyncWholeBody:
    """The same, for `AsyncClient`."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body

    async def close(self) -> None:
        """Do nothing, for no connection is held."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of multipart/form-data that is a file, which is read once, from where it stands."""

    part: str
    filename: str
    content_type: str
    file: Readable = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A body of multipart/form-data with a file: ``fields`` go before it, ``others`` after it, each a part of its own.

    ``file`` is read once, from where it stands. A transport says by an attribute ``sends_files`` that it sends such.
    """

    part: str
    filename: str
    content_type: str
    file: Readable
    fields: Mapping[str, Secret] = field(default_factory=dict[str, Secret])
    others: tuple[FilePart, ...] = ()

    @property
    def files(self) -> tuple[FilePart, ...]:
        """All files of the body, in their order."""
        return (FilePart(self.part, self.filename, self.content_type, self.file), *self.others)

    def __repr__(self) -> str:
        return f"Upload({self.part!r}, {self.content_type!r})"


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """What a caller uploads: the file, its name and type where they are given, and the parts that go with it.

    ``others`` are further files by the names of their parts; one that is None is not sent.
    """

    file: FileLike
    filename: str | None = None
    content_type: str | None = None
    part: str = "file"
    fields: Mapping[str, Secret] = field(default_factory=dict[str, Secret])
    others: Mapping[str, FileLike | None] = field(default_factory=dict[str, "FileLike | None"])

    @contextmanager
    def opened(self) -> Generator[Upload, None, None]:
        """Open what is sent; a file that a path names is closed afterwards. Types are those of names unless given.

        Raises SettingsError for what is no file, path or bytes, OSError for a file that cannot be opened.
        """
        with ExitStack() as stack:
            one = stack.enter_context(_opened(self.part, self.file, self.filename, self.content_type))
            given = [(part, file) for part, file in self.others.items() if file is not None]
            others = tuple(stack.enter_context(_opened(part, file)) for part, file in given)
            yield Upload(one.part, one.filename, one.content_type, one.file, self.fields, others)


@contextmanager
def _opened(
    part: str, file: FileLike, filename: str | None = None, content_type: str | None = None
) -> Generator[FilePart, None, None]:
    def named(opened: Readable, known: str) -> FilePart:
        name = filename or known or "upload"
        return FilePart(part, name, content_type or mimetypes.guess_type(name)[0] or _OCTETS, _from_here(opened))

    if isinstance(file, str | os.PathLike):
        with Path(file).open("rb") as own:
            yield named(own, Path(file).name)
    elif isinstance(file, bytes | bytearray | memoryview):
        yield named(io.BytesIO(file), "")
    elif isinstance(file, io.TextIOBase) or not callable(getattr(file, "read", None)):
        kind = type(file).__name__
        raise SettingsError(f"what is uploaded is a path, bytes or a stream of bytes, not a {kind}; open it by 'rb'")
    else:
        given = getattr(file, "name", "")
        yield named(file, Path(given).name if isinstance(given, str) else "")


def _from_here(file: Readable) -> Readable:
    """Return a reader of what is left of a file, which tells its size where that is known."""
    stream: Any = file
    try:
        start = int(stream.tell())
        stream.seek(start)
    except (AttributeError, OSError):
        return _Flowing(file)
    return _Seekable(file, start)


class _Flowing:
    """A stream of which nobody knows the size: of a pipe, the operating system would say 0."""

    def __init__(self, file: Readable) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(size)


class _Seekable(_Flowing):
    """A stream that begins where the file stood."""

    def __init__(self, file: Readable, start: int) -> None:
        super().__init__(file)
        self._start = start

    def tell(self) -> int:
        return int(self._file.tell()) - self._start  # type: ignore[attr-defined]

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        at = offset + self._start if whence == os.SEEK_SET else offset
        return int(self._file.seek(at, whence)) - self._start  # type: ignore[attr-defined]
