"""Puts the body of an answer together, and stops where it grows too large: a few bytes of gzip can be gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

__all__ = ["ACCEPTED", "MOST_AT_ONCE", "Body", "BodyError", "Decoder", "TooLarge"]

ACCEPTED = "gzip, deflate"
"""The content codings that a `Body` undoes."""

MOST_AT_ONCE = 64 * 1024
"""How many bytes a `Decoder` makes at once."""

_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP, _ZLIB, _RAW_DEFLATE = 31, 15, -15
_MEMBER = b"\x1f"  # what each member of gzip begins with


class BodyError(Exception):
    """The body is not what its ``Content-Encoding`` says."""


class TooLarge(Exception):
    """The body is larger than the limit."""


class Decoder:
    """Undoes a content coding, piece by piece; it makes no more than `MOST_AT_ONCE` bytes at once.

    Raises BodyError for a coding that it does not know, and where a piece does not belong to such a body.
    """

    def __init__(self, encoding: str) -> None:
        names = [name for name in (n.strip().lower() for n in encoding.split(",")) if name not in ("", "identity")]
        if len(names) > 1 or not set(names) <= _CODINGS:
            raise BodyError("its content coding is none that was asked for")
        self._coding = names[0] if names else ""
        self._inflate = zlib.decompressobj(_GZIP) if self._coding.endswith("gzip") else None
        self._head = b""  # of deflate: two bytes tell in which of its forms it comes
        self._began = False

    def pieces(self, piece: bytes) -> Iterator[bytes]:
        """Undo a piece, and yield what is made of it.

        Gzip is one member or several (RFC 1952, 2.2); what else follows an end is padding.
        """
        if not self._coding or not piece:
            yield piece
            return
        self._began = True
        if self._inflate is None:
            piece = self._headed(piece)
        full = False  # whether there may be more to come without anything more to go in
        while self._inflate is not None and (piece or full):
            if self._inflate.eof:
                if not self._coding.endswith("gzip") or not piece.startswith(_MEMBER):
                    return
                self._inflate = zlib.decompressobj(_GZIP)
            try:
                made = self._inflate.decompress(piece, MOST_AT_ONCE)
            except zlib.error:
                raise BodyError(f"it is not {self._coding}") from None
            piece = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            full = len(made) == MOST_AT_ONCE and not self._inflate.eof
            yield made

    def finish(self) -> None:
        """Raise BodyError where the end of the body is missing."""
        if self._head or (self._inflate is not None and self._began and not self._inflate.eof):
            raise BodyError("its end is missing")

    def _headed(self, piece: bytes) -> bytes:
        """Return what has come of deflate, once its two first bytes have told in which form it comes; nothing before.

        Some servers send it without the header of zlib (RFC 9110, 8.4.1.2); RFC 1950, 2.2 says how to tell.
        """
        self._head += piece
        if len(self._head) < 2:
            return b""
        headed = self._head[0] & 15 == 8 and int.from_bytes(self._head[:2], "big") % 31 == 0
        self._inflate = zlib.decompressobj(_ZLIB if headed else _RAW_DEFLATE)
        piece, self._head = self._head, b""
        return piece


class Body:
    """A body that comes in pieces, and is put together. It never holds more than ``limit`` bytes and one piece."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._decoder = Decoder(encoding)
        self._limit = limit
        self._content = bytearray()

    def __repr__(self) -> str:
        return f"Body({len(self._content)} bytes)"

    def add(self, piece: bytes) -> None:
        """Take the next piece; raises TooLarge, or BodyError where it does not belong to such a body."""
        for made in self._decoder.pieces(piece):
            self._content += made
            if len(self._content) > self._limit:
                self._content.clear()
                raise TooLarge

    def whole(self) -> bytes:
        """Return the body; raises BodyError where its end is missing."""
        self._decoder.finish()
        return bytes(self._content)
