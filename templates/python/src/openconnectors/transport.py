"""The default transports, on httpx."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import anyio
import httpx

from .deadline import bound, until
from .decoding import ACCEPTED, Body, BodyError, TooLarge
from .drivers import failure
from .errors import RequestTimeout, TransportError
from .messages import Request, Response
from .quiet import quiet
from .settings import MAX_ANSWER, check_count, check_seconds, wrong

__all__ = ["AsyncHttpxTransport", "HttpxTransport"]

_CONNECT_TIMEOUT = 10.0
_UNASKED = httpx.Timeout(5.0)  # what httpx gives a client that nobody told anything: too short for this platform

# What another try may fix: no connection, or one that broke.
_TEMPORARY = (httpx.NetworkError, httpx.RemoteProtocolError)

# What happens before anything is sent.
_NOT_THERE = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)


class _TimeOver(Exception):
    """The time for a request as a whole is over."""


class HttpxTransport:
    """Sends requests by an `httpx.Client`: one of its own, or the caller's, which stays the caller's to close.

    ``timeout`` bounds a request as a whole, from connecting to the last byte of the answer, in seconds; so does the
    request's own, which is that of a `Client`, whichever is less. A client of the caller's that has timeouts other than
    httpx gives one unasked bounds each step besides, unless the request says how long a step may take. ``max_answer``
    is how many bytes an answer may have after decompression. Raises SettingsError.

    It follows no redirects, keeps no cookies of its own, and lets neither httpx nor what it rests on log a request.
    """

    def __init__(
        self, client: httpx.Client | None = None, *, timeout: float | None = None, max_answer: int = MAX_ANSWER
    ) -> None:
        _check_kind(client, httpx.Client)
        self._limits = _Limits(client is None, timeout, max_answer)
        self._client = client or bound(httpx.Client(cookies=_no_cookies(), event_hooks={"response": [_unaddress]}))

    def __call__(self, request: Request) -> Response:
        """Send a request; raises TransportError when no answer comes, or none that can be read."""
        end = self._limits.end(request)
        try:
            with quiet(), until(end), self._client.stream(**self._limits.call(request, self._client)) as answer:
                body = self._limits.body(answer)
                for piece in answer.iter_raw():
                    body.add(piece)
                    if end is not None and time.monotonic() >= end:
                        raise _TimeOver
                return _response(answer, body)
        except Exception as error:
            raise self._limits.failed(error, request, end) from None

    def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._limits.own:
            self._client.close()


class AsyncHttpxTransport:
    """The same, by an `httpx.AsyncClient`, under asyncio and trio."""

    def __init__(
        self, client: httpx.AsyncClient | None = None, *, timeout: float | None = None, max_answer: int = MAX_ANSWER
    ) -> None:
        _check_kind(client, httpx.AsyncClient)
        self._limits = _Limits(client is None, timeout, max_answer)
        self._client = client or httpx.AsyncClient(cookies=_no_cookies(), event_hooks={"response": [_unaddress_async]})

    async def __call__(self, request: Request) -> Response:
        """Send a request; raises TransportError when no answer comes, or none that can be read."""
        end = self._limits.end(request)
        try:
            with quiet(), anyio.move_on_after(self._limits.seconds(request)):
                async with self._client.stream(**self._limits.call(request, self._client)) as answer:
                    body = self._limits.body(answer)
                    async for piece in answer.aiter_raw():
                        body.add(piece)
                    return _response(answer, body)
            raise _TimeOver
        except Exception as error:
            raise self._limits.failed(error, request, end) from None

    async def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._limits.own:
            await self._client.aclose()


def _check_kind(client: object, kind: type[httpx.Client | httpx.AsyncClient]) -> None:
    if client is not None and not isinstance(client, kind):
        raise wrong("the HTTP client", f"an httpx.{kind.__name__}", client)


class _Limits:
    """What a transport of either kind keeps to."""

    def __init__(self, own: bool, timeout: float | None, max_answer: int) -> None:
        if timeout is not None:
            check_seconds("timeout", timeout, above=True)
        check_count("max_answer", max_answer)
        self.own = own
        self.max_answer = max_answer
        self._timeout = timeout

    def seconds(self, request: Request) -> float | None:
        """Return how long the request may take; None where there is no limit."""
        return min((limit for limit in (self._timeout, request.timeout) if limit is not None), default=None)

    def end(self, request: Request) -> float | None:
        """Return when the time of a request that begins now is over."""
        seconds = self.seconds(request)
        return None if seconds is None else time.monotonic() + seconds

    def call(self, request: Request, client: httpx.Client | httpx.AsyncClient) -> dict[str, Any]:
        """Return the arguments of the call of httpx."""
        return {
            "method": request.method,
            "url": request.url.reveal(),
            "headers": {**_headers(request), "Accept-Encoding": ACCEPTED},
            "content": request.body.reveal().encode("utf-8") if request.body else None,
            "timeout": self._steps(request, client.timeout),
            "follow_redirects": False,
        }

    def _steps(self, request: Request, given: httpx.Timeout) -> httpx.Timeout:
        """Return how long each step may take: never longer than the whole."""
        if request.steps is not None:
            steps = asdict(request.steps)
        elif self.own or given == _UNASKED:
            steps = {"connect": _CONNECT_TIMEOUT, "read": None, "write": None, "pool": None}
        else:
            steps = given.as_dict()
        whole = self.seconds(request)
        bounds = {name: [s for s in (step, whole) if s is not None] for name, step in steps.items()}
        return httpx.Timeout(**{name: min(given, default=None) for name, given in bounds.items()})

    def body(self, answer: httpx.Response) -> Body:
        """Return a body to be filled; one that is said to be too large is not begun."""
        body = Body(answer.headers.get("content-encoding", ""), self.max_answer)
        length = answer.headers.get("content-length", "")
        if len(length) < 20 and length.isascii() and length.isdigit() and int(length) > self.max_answer:
            raise TooLarge
        return body

    def failed(self, error: Exception, request: Request, end: float | None) -> TransportError:
        """Return the error of the client for one of httpx or of ours; ``end`` is when the time was over."""
        at = f"{request.method} {request.path}"
        late = isinstance(error, TimeoutError | httpx.TimeoutException)
        if isinstance(error, _TimeOver) or (late and end is not None and time.monotonic() >= end):
            within = f"{self.seconds(request):.3g} seconds"
            return RequestTimeout(f"{at}: ReadTimeout: no whole answer within {within}; timeout sets how many")
        arrived = not isinstance(error, _NOT_THERE)
        if late:
            return failure(error, request, temporary=True, may_have_arrived=arrived, kind=RequestTimeout)
        if isinstance(error, TooLarge):
            said = f"the answer has more than {self.max_answer} bytes after decompression; max_answer sets the limit"
            return TransportError(f"{at}: {said}", False)
        if isinstance(error, BodyError):
            return TransportError(f"{at}: DecodingError: the body of the answer cannot be read: {error}", False)
        return failure(error, request, temporary=isinstance(error, _TEMPORARY), may_have_arrived=arrived)


def _no_cookies() -> CookieJar:
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def _headers(request: Request) -> dict[str, str]:
    return {name: value.reveal() for name, value in request.headers.items()}


# httpx reads the address of a redirect even when it is not to follow it, and takes one that it cannot read for a fault
# of the connection. Out of its sight, the answer is what it is.
_LOCATION = f"{__name__}.location"


def _unaddress(answer: httpx.Response) -> None:
    location = answer.headers.pop("location", None)
    if location is not None:
        answer.extensions[_LOCATION] = location


async def _unaddress_async(answer: httpx.Response) -> None:
    _unaddress(answer)


def _response(answer: httpx.Response, body: Body) -> Response:
    headers: Mapping[str, str] = answer.headers
    if _LOCATION in answer.extensions:
        headers = {**headers, "location": answer.extensions[_LOCATION]}
    return Response(answer.status_code, headers, body.whole())
