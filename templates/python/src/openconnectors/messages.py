"""Requests and responses, and the transport that turns one into the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, final

from .errors import TransportError
from .guard import guarded
from .masking import legible, mask_all
from .secret import NotStored, Secret

if TYPE_CHECKING:
    from .streams import AsyncByteStream, ByteStream, Upload

__all__ = [
    "AsyncTransport",
    "Attempt",
    "HookCall",
    "Operation",
    "Pause",
    "Request",
    "RequestHook",
    "Response",
    "ResponseHook",
    "StepTimeouts",
    "Transport",
]


@dataclass(frozen=True, slots=True)
class StepTimeouts:
    """How many seconds each step of an attempt may take, as in an `httpx.Timeout`; None sets no limit."""

    connect: float | None
    read: float | None
    write: float | None
    pool: float | None


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """One request. Whatever may hold a secret is a `Secret`; a transport calls ``.reveal()`` on it.

    ``path`` is below the base URL, which ends without a slash and is empty when the transport knows it itself.
    ``repeatable`` tells whether sending it twice does no harm, ``timeout`` how many seconds are left for it, where
    there is a limit, and ``steps`` how many each step of it may take, where the caller said so. ``upload`` stands in
    place of the ``body`` where a file is sent; only a transport with a true ``sends_files`` gets such. ``streamed``
    tells that a transport may leave the body of a success to be read piece by piece.
    """

    method: str
    base_url: str
    path: str
    query: Secret | None
    headers: Mapping[str, Secret]
    body: Secret | None
    repeatable: bool
    secrets: tuple[Secret, ...] = field(default=(), compare=False)
    timeout: float | None = None
    steps: StepTimeouts | None = None
    upload: Upload | None = None
    streamed: bool = False

    @property
    def target(self) -> Secret:
        """Path and query, for a transport that knows the base URL itself."""
        return Secret(f"{self.path}?{self.query.reveal()}") if self.query else Secret(self.path)

    @property
    def url(self) -> Secret:
        """The whole address."""
        return Secret(self.base_url + self.target.reveal())

    def mask(self, text: Secret | str, *, whole: bool = False) -> str:
        """Return ``text`` with the request's secrets masked: on one legible line, or else as it is and ``whole``."""
        hidden = Secret.of(text)
        del text
        return self.mask_all([hidden], whole=whole)[0]

    def mask_all(self, texts: Iterable[Secret | str], *, whole: bool = False) -> list[str]:
        """Return each of ``texts`` as `mask` does, sooner than one after the other."""
        hidden = [Secret.of(text) for text in texts]
        del texts
        complaint = "cannot mask what the platform said"
        masked = guarded(lambda: mask_all((text.reveal() for text in hidden), self.secrets), complaint)
        return masked if whole else [legible(text) for text in masked]

    def __repr__(self) -> str:
        return f"Request({self.method} {self.path})"


_NOTHING = Secret("")


@final
class Response(NotStored):
    """One response: a status, headers, and the body as it came. Its repr shows none of the content.

    To a request that is ``streamed``, a transport may give a success with a ``stream`` in place of the body.
    """

    __slots__ = ("body", "headers", "status", "stream")

    REFUSAL = "a Response cannot be pickled, for it may hold secrets"

    def __init__(
        self, status: int, headers: Mapping[str, str], body: bytes, stream: ByteStream | AsyncByteStream | None = None
    ) -> None:
        self.status = status
        self.headers: Mapping[str, Secret] = {name.lower(): Secret(value) for name, value in headers.items()}
        self.body = body
        self.stream = stream

    def header(self, name: str) -> str:
        """Return a header, by its name in any case; empty when it is absent."""
        return self.hidden(name).reveal()

    def hidden(self, name: str) -> Secret:
        """Return a header as it is kept, since it may repeat a secret."""
        return self.headers.get(name.lower(), _NOTHING)

    def __repr__(self) -> str:
        return f"Response({self.status}, {'streamed' if self.stream else f'{len(self.body)} bytes'})"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a request, and what came of it after how many seconds: a response, or the error that none came."""

    request: Request
    number: int
    seconds: float
    answer: Response | TransportError


RequestHook: TypeAlias = "Callable[[Request], Request | Awaitable[Request | None] | None]"
"""Called before each attempt; what it returns is sent in place of the request, unless it is None.

Only a hook of an `AsyncClient` may be asynchronous. What a hook raises reaches the caller as it is.
"""

ResponseHook: TypeAlias = "Callable[[Attempt], object]"
"""Called after each attempt. Only a hook of an `AsyncClient` may be asynchronous."""


@dataclass(frozen=True, slots=True)
class Pause:
    """What an operation yields when it wants to wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class HookCall:
    """What an operation yields to have a hook called; it receives what the hook returns."""

    hook: Callable[[Any], object]
    argument: Request | Attempt


Transport: TypeAlias = Callable[[Request], Response]
"""Sends a request. It raises `TransportError` when no answer comes, and does not follow redirects.

The network errors of the standard library (`ConnectionError`, `TimeoutError`, `socket.gaierror`, and `OSError` itself)
say the same as a `TransportError`. Any other exception is the transport's own: it reaches the caller as it is, and
nothing is repeated.
"""

AsyncTransport: TypeAlias = Callable[[Request], Awaitable[Response]]
"""The same, for `AsyncClient`."""

T = TypeVar("T")

Operation: TypeAlias = Generator["Request | Pause | HookCall", object, T]
"""One call of the client: yields requests, pauses and calls of hooks, receives what came of them, returns the result.

It does no input or output itself, so that one definition serves `Client` and `AsyncClient`.
"""
