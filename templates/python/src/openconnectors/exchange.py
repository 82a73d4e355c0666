"""Sends a request, again where that is allowed and in time, and tells of it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace

from ._platform import REQUEST_ID_HEADER
from .errors import RequestTimeout, SettingsError, TransportError
from .messages import Attempt, HookCall, Operation, Pause, Request, Response
from .options import Options
from .raw_response import RawResponse
from .secret import Secret

__all__ = ["Exchange", "exchange"]

_log = logging.getLogger(__package__)

_SHORTEST_ATTEMPT = 0.001  # seconds, for one that was due just before the end


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response, and how many attempts it took."""

    request: Request
    response: Response
    attempts: int

    @property
    def came(self) -> RawResponse:
        """The response as the caller may look at it."""
        return RawResponse(self.request, self.response)


def exchange(request: Request, options: Options) -> Operation[Exchange]:
    """Send a request, again where that is allowed and in time, and return it with the last answer, whatever it says.

    Raises the last TransportError when no answer came, RequestTimeout without sending anything when the deadline of the
    call has passed, SettingsError when a hook returns something else than a request. ``request.timeout`` holds for all
    attempts together, and for the pauses between them.
    """
    end = None if request.timeout is None else time.monotonic() + request.timeout
    if options.end is not None and time.monotonic() >= options.end:
        over = f"not sent, for the deadline of {options.deadline:.3g} seconds has passed"
        raise RequestTimeout(f"{request.method} {request.path}: {over}", may_have_arrived=False)
    number = 1
    while True:
        attempt = yield from _attempt(request, options, number)
        pause = options.retries.pause(request, attempt.answer, number)
        if pause is None or (end is not None and time.monotonic() + pause >= end):
            break
        number += 1
        if _log.isEnabledFor(logging.INFO):
            _log.info("%s; attempt %d of %d in %.3g s", _outcome(attempt), number, options.retries.attempts, pause)
        yield Pause(pause)
        if end is not None:
            request = replace(request, timeout=max(end - time.monotonic(), _SHORTEST_ATTEMPT))
    if isinstance(attempt.answer, TransportError):
        raise attempt.answer
    return Exchange(attempt.request, attempt.answer, number)


def _attempt(request: Request, options: Options, number: int) -> Operation[Attempt]:
    """Send a request once, and have the hooks called before and after it."""
    for hook in options.on_request:
        request = _changed(request, (yield HookCall(hook, request)))
    began = time.monotonic()
    answer = yield request
    assert isinstance(answer, Response | TransportError), "a driver answers each request"
    attempt = Attempt(request, number, time.monotonic() - began, answer)
    if _log.isEnabledFor(logging.DEBUG):
        _log.debug("%s after %.3f s", _outcome(attempt), attempt.seconds)
    for told in options.on_response:
        yield HookCall(told, attempt)
    return attempt


def _changed(request: Request, hooked: object) -> Request:
    """Return what is to be sent after a hook has returned; the headers that it has set count as secrets."""
    if hooked is None:
        return request
    if not isinstance(hooked, Request):
        raise SettingsError(f"on_request returns a Request or None, not a {type(hooked).__name__}")
    headers = {name: Secret.of(value) for name, value in hooked.headers.items()}
    own = [value for name, value in headers.items() if request.headers.get(name) != value]
    # Mostly the hook has kept the request's secrets: all of them twice would double them with every hook.
    return replace(hooked, headers=headers, secrets=tuple(dict.fromkeys((*request.secrets, *hooked.secrets, *own))))


def _outcome(attempt: Attempt) -> str:
    """Say what came of an attempt, secrets masked."""
    request, answer = attempt.request, attempt.answer
    at = f"{request.method} {request.path}: "
    if isinstance(answer, TransportError):
        return at + answer.message.removeprefix(at)
    return f"{at}{answer.status} ({request.mask(answer.hidden(REQUEST_ID_HEADER)) or 'no request id'})"
