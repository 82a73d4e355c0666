"""Bodies of answers that httpx reads piece by piece, and what their failures are told as."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator

import anyio
import httpx

from .deadline import until
from .decoding import Decoder
from .http_limits import Limits, TimeOver
from .messages import Request
from .quiet import quiet

__all__ = ["AsyncHttpxStream", "HttpxStream"]


class HttpxStream:
    """The body of an answer, read once; raises TransportError where it breaks off, is late or cannot be read."""

    def __init__(self, answer: httpx.Response, request: Request, limits: Limits, end: float | None) -> None:
        self._answer = answer
        self._request = request
        self._limits = limits
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        try:
            decoder = Decoder(self._answer.headers.get("content-encoding", ""))
            raw = self._answer.iter_raw()
            while (piece := self._next(raw)) is not None:
                yield from decoder.pieces(piece)
            decoder.finish()
        except Exception as error:
            raise self._limits.failed(error, self._request, self._end) from None
        finally:
            self.close()

    def _next(self, raw: Iterator[bytes]) -> bytes | None:
        with quiet(), until(self._end):
            piece = next(raw, None)
        if self._end is not None and time.monotonic() >= self._end:
            raise TimeOver
        return piece

    def close(self) -> None:
        """Give the connection back, whether all was read or not."""
        with quiet():
            self._answer.close()


class AsyncHttpxStream:
    """The same, of an `httpx.AsyncClient`."""

    def __init__(self, answer: httpx.Response, request: Request, limits: Limits, end: float | None) -> None:
        self._answer = answer
        self._request = request
        self._limits = limits
        self._end = end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            decoder = Decoder(self._answer.headers.get("content-encoding", ""))
            raw = self._answer.aiter_raw()
            while (piece := await self._next(raw)) is not None:
                for made in decoder.pieces(piece):
                    yield made
            decoder.finish()
        except Exception as error:
            raise self._limits.failed(error, self._request, self._end) from None
        finally:
            await self.close()

    async def _next(self, raw: AsyncIterator[bytes]) -> bytes | None:
        left = None if self._end is None else self._end - time.monotonic()
        with quiet(), anyio.move_on_after(left):
            return await anext(raw, None)
        raise TimeOver

    async def close(self) -> None:
        """Give the connection back, whether all was read or not."""
        with quiet():
            await self._answer.aclose()
