"""What the transports on httpx keep to: how long a request takes, how large an answer is, how a failure is told."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import httpx

from .decoding import ACCEPTED, Body, BodyError, TooLarge
from .drivers import failure
from .errors import RequestTimeout, TransportError
from .messages import Request
from .settings import CONNECT_TIMEOUT, check_count, check_seconds

__all__ = ["Limits", "TimeOver"]

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


class TimeOver(Exception):
    """The time for a request as a whole is over."""


class Limits:
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

    def made(self, request: Request, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        """Return a request of httpx, to which a client of the caller's adds what is its own: headers, cookies."""
        headers = {**_headers(request), "Accept-Encoding": "identity" if request.streamed else ACCEPTED}
        timeout, content = self._steps(request, client.timeout), _content(request)
        if self.own:  # a client that has nothing to add, which takes a good part of the time that a call takes
            extensions = {"timeout": timeout.as_dict()}
            return httpx.Request(
                request.method, request.url.reveal(), headers=headers, extensions=extensions, **content
            )
        return client.build_request(request.method, request.url.reveal(), headers=headers, timeout=timeout, **content)

    def _steps(self, request: Request, given: httpx.Timeout) -> httpx.Timeout:
        """Return how long each step may take: never longer than the whole."""
        whole = self.seconds(request)
        if request.steps is not None:
            steps = asdict(request.steps)
        elif self.own or given == _UNASKED:
            return httpx.Timeout(whole, connect=CONNECT_TIMEOUT if whole is None else min(CONNECT_TIMEOUT, whole))
        else:
            steps = given.as_dict()
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
        if isinstance(error, TimeOver) or (late and end is not None and time.monotonic() >= end):
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


def _headers(request: Request) -> dict[str, str]:
    return {name: value.reveal() for name, value in request.headers.items()}


def _content(request: Request) -> dict[str, Any]:
    """Return the arguments for the body: files go through the encoder of httpx, which reads them piece by piece."""
    if request.upload is None:
        return {"content": request.body.reveal().encode("utf-8") if request.body else None}
    upload = request.upload
    fields = {name: value.reveal() for name, value in upload.fields.items()}
    files = [(each.part, (each.filename, each.file, each.content_type)) for each in upload.files]
    return {"data": fields, "files": files}
