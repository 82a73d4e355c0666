"""The default transports, on httpx."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import aclosing, closing
from http.cookiejar import CookieJar, DefaultCookiePolicy

import anyio
import httpx

from .deadline import bound, until
from .decoding import Body
from .http_limits import Limits, TimeOver
from .http_streams import AsyncHttpxStream, HttpxStream
from .messages import Request, Response
from .quiet import quiet
from .settings import MAX_ANSWER, wrong

__all__ = ["AsyncHttpxTransport", "HttpxTransport"]


class HttpxTransport:
    """Sends requests by an `httpx.Client`: one of its own, or the caller's, which stays the caller's to close.

    ``timeout`` bounds a request as a whole, from connecting to the last byte of the answer, in seconds; so does the
    request's own, which is that of a `Client`, whichever is less. A client of the caller's that has timeouts other than
    httpx gives one unasked bounds each step besides, unless the request says how long a step may take. ``max_answer``
    is how many bytes an answer may have after decompression. Raises SettingsError.

    It follows no redirects, keeps no cookies of its own, and lets neither httpx nor what it rests on log a request.
    """

    sends_files = True

    def __init__(
        self, client: httpx.Client | None = None, *, timeout: float | None = None, max_answer: int = MAX_ANSWER
    ) -> None:
        _check_kind(client, httpx.Client)
        self._limits = Limits(client is None, timeout, max_answer)
        self._client = client or bound(httpx.Client(cookies=_no_cookies(), event_hooks={"response": [_unaddress]}))

    def __call__(self, request: Request) -> Response:
        """Send a request; raises TransportError when no answer comes, or none that can be read."""
        end = self._limits.end(request)
        try:
            with quiet(), until(end):
                made = self._limits.made(request, self._client)
                answer = self._client.send(made, stream=True, follow_redirects=False)
                if request.streamed and answer.is_success:
                    return _streamed(answer, HttpxStream(answer, request, self._limits, end))
                with closing(answer):
                    body = self._limits.body(answer)
                    for piece in answer.iter_raw():
                        body.add(piece)
                        if end is not None and time.monotonic() >= end:
                            raise TimeOver
                    return _response(answer, body)
        except Exception as error:
            raise self._limits.failed(error, request, end) from None

    def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._limits.own:
            self._client.close()


class AsyncHttpxTransport:
    """The same, by an `httpx.AsyncClient`, under asyncio and trio."""

    sends_files = True

    def __init__(
        self, client: httpx.AsyncClient | None = None, *, timeout: float | None = None, max_answer: int = MAX_ANSWER
    ) -> None:
        _check_kind(client, httpx.AsyncClient)
        self._limits = Limits(client is None, timeout, max_answer)
        self._client = client or httpx.AsyncClient(cookies=_no_cookies(), event_hooks={"response": [_unaddress_async]})

    async def __call__(self, request: Request) -> Response:
        """Send a request; raises TransportError when no answer comes, or none that can be read."""
        end = self._limits.end(request)
        try:
            with quiet(), anyio.move_on_after(self._limits.seconds(request)):
                made = self._limits.made(request, self._client)
                answer = await self._client.send(made, stream=True, follow_redirects=False)
                if request.streamed and answer.is_success:
                    return _streamed(answer, AsyncHttpxStream(answer, request, self._limits, end))
                async with aclosing(answer):
                    body = self._limits.body(answer)
                    async for piece in answer.aiter_raw():
                        body.add(piece)
                    return _response(answer, body)
            raise TimeOver
        except Exception as error:
            raise self._limits.failed(error, request, end) from None

    async def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._limits.own:
            await self._client.aclose()


def _check_kind(client: object, kind: type[httpx.Client | httpx.AsyncClient]) -> None:
    if client is not None and not isinstance(client, kind):
        raise wrong("the HTTP client", f"an httpx.{kind.__name__}", client)


def _no_cookies() -> CookieJar:
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


# httpx reads the address of a redirect even when it is not to follow it, and takes one that it cannot read for a fault
# of the connection. Out of its sight, the answer is what it is.
_LOCATION = f"{__name__}.location"


def _unaddress(answer: httpx.Response) -> None:
    location = answer.headers.pop("location", None)
    if location is not None:
        answer.extensions[_LOCATION] = location


async def _unaddress_async(answer: httpx.Response) -> None:
    _unaddress(answer)


def _streamed(answer: httpx.Response, stream: HttpxStream | AsyncHttpxStream) -> Response:
    return Response(answer.status_code, answer.headers, b"", stream)


def _response(answer: httpx.Response, body: Body) -> Response:
    headers: Mapping[str, str] = answer.headers
    if _LOCATION in answer.extensions:
        headers = {**headers, "location": answer.extensions[_LOCATION]}
    return Response(answer.status_code, headers, body.whole())
