"""The default transports, on httpx."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from openconnectors.drivers import failure
from openconnectors.errors import RequestTimeout, SettingsError, TransportError
from openconnectors.messages import Request, Response
from openconnectors.quiet import quiet

CONNECT_TIMEOUT = 10.0

# What another try may mend: no connection, or one that broke.
_TEMPORARY = (httpx.NetworkError, httpx.RemoteProtocolError)


class HttpxTransport:
    """Sends requests by an `httpx.Client`: one of its own, or the caller's, which stays the caller's to close.

    It follows no redirects, keeps no cookies of its own, and lets neither httpx nor what it rests on log a request.
    """

    def __init__(self, client: httpx.Client | None = None, *, timeout: float = 60.0) -> None:
        self._own = client is None
        self._timeout = _timeout(timeout)
        self._client = client or httpx.Client(timeout=self._timeout, cookies=_no_cookies())

    def __call__(self, request: Request) -> Response:
        """Send a request; raises TransportError when no answer comes."""
        try:
            with quiet():
                answer = self._client.request(
                    request.method,
                    request.url.reveal(),
                    headers=_headers(request),
                    content=_content(request),
                    timeout=self._timeout if self._own else self._client.timeout,
                    follow_redirects=False,
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _failed(error, request) from None
        return _response(answer)

    def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._own:
            self._client.close()


class AsyncHttpxTransport:
    """The same, by an `httpx.AsyncClient`."""

    def __init__(self, client: httpx.AsyncClient | None = None, *, timeout: float = 60.0) -> None:
        self._own = client is None
        self._timeout = _timeout(timeout)
        self._client = client or httpx.AsyncClient(timeout=self._timeout, cookies=_no_cookies())

    async def __call__(self, request: Request) -> Response:
        """Send a request; raises TransportError when no answer comes."""
        try:
            with quiet():
                answer = await self._client.request(
                    request.method,
                    request.url.reveal(),
                    headers=_headers(request),
                    content=_content(request),
                    timeout=self._timeout if self._own else self._client.timeout,
                    follow_redirects=False,
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _failed(error, request) from None
        return _response(answer)

    async def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._own:
            await self._client.aclose()


def _timeout(seconds: float) -> httpx.Timeout:
    if not isinstance(seconds, int | float) or not seconds > 0:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise SettingsError(f"timeout is a number of seconds above 0, not {seconds!r}")
    return httpx.Timeout(seconds, connect=min(seconds, CONNECT_TIMEOUT))


def _no_cookies() -> CookieJar:
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def _headers(request: Request) -> dict[str, str]:
    return {name: value.reveal() for name, value in request.headers.items()}


def _content(request: Request) -> bytes | None:
    return request.body.reveal().encode("utf-8") if request.body else None


def _response(answer: httpx.Response) -> Response:
    return Response(answer.status_code, answer.headers, answer.content)


def _failed(error: Exception, request: Request) -> TransportError:
    if isinstance(error, httpx.TimeoutException):
        return failure(error, request, temporary=True, kind=RequestTimeout)
    return failure(error, request, temporary=isinstance(error, _TEMPORARY))
