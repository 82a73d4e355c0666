"""Run an operation to its end: one loop for synchronous code, the same one for asynchronous code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from openconnectors.errors import TransportError
from openconnectors.messages import AsyncTransport, Operation, Pause, Request, Response, Transport

T = TypeVar("T")


def run(operation: Operation[T], transport: Transport, sleep: Callable[[float], object]) -> T:
    """Return the operation's result; raises what the operation raises."""
    answer: Response | TransportError | None = None
    while True:
        try:
            effect = operation.send(answer)
        except StopIteration as stop:
            result: T = stop.value
            return result
        if isinstance(effect, Pause):
            sleep(effect.seconds)
            answer = None
            continue
        try:
            answer = _checked(transport(effect))
        except BaseException as error:
            sealed = _sealed(error, effect)
        else:
            continue
        # Outside of the handler, so that the error does not keep the one that it came from as its context.
        if not isinstance(sealed, TransportError):
            raise sealed
        answer = sealed


async def run_async(
    operation: Operation[T], transport: AsyncTransport, sleep: Callable[[float], Awaitable[object]]
) -> T:
    """Return the operation's result; raises what the operation raises."""
    answer: Response | TransportError | None = None
    while True:
        try:
            effect = operation.send(answer)
        except StopIteration as stop:
            result: T = stop.value
            return result
        if isinstance(effect, Pause):
            await sleep(effect.seconds)
            answer = None
            continue
        try:
            answer = _checked(await transport(effect))
        except BaseException as error:
            sealed = _sealed(error, effect)
        else:
            continue
        if not isinstance(sealed, TransportError):
            raise sealed
        answer = sealed


def _checked(answer: object) -> Response:
    if not isinstance(answer, Response):
        raise TypeError(f"a transport returns openconnectors.Response, not {type(answer).__name__}")
    return answer


def _sealed(error: BaseException, request: Request) -> BaseException:
    """Return what may be raised in place of ``error``: its frames and causes hold revealed secrets, so they go."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    if isinstance(error, TransportError):
        error.message = request.mask(error.message)
        error.args = (error.message, error.temporary)
        return error
    if not isinstance(error, Exception):
        return error  # an interrupt or a cancellation goes on as it is
    return failure(error, request, temporary=isinstance(error, OSError))


def failure(
    error: Exception, request: Request, *, temporary: bool, kind: type[TransportError] = TransportError
) -> TransportError:
    """Return our own error that says the same as ``error``, secrets masked."""
    said = request.mask(str(error))
    name = type(error).__name__
    return kind(f"{request.method} {request.path}: {name}{f': {said}' if said else ''}", temporary)
