"""Run an operation to its end: one loop for synchronous code, the same one for asynchronous code."""

from __future__ import annotations

import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

from .errors import TransportError
from .guard import bare
from .messages import AsyncTransport, Operation, Pause, Request, Response, Transport

__all__ = ["failure", "run", "run_async"]

T = TypeVar("T")

# What the standard library raises when no answer comes; where `OSError` itself is raised, it is by its number.
_NETWORK = (ConnectionError, TimeoutError, socket.gaierror)


def run(operation: Operation[T], transport: Transport, sleep: Callable[[float], object]) -> T:
    """Return the operation's result; raises what the operation raises, and what a transport raises of its own."""
    try:
        return _run(operation, transport, sleep)
    except Exception:
        raise
    except BaseException as error:  # an interrupt can come anywhere, and the frames in there hold what the answer holds
        interrupt = bare(error)
    raise interrupt


def _run(operation: Operation[T], transport: Transport, sleep: Callable[[float], object]) -> T:
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
        except Exception as error:
            answer = _sealed(error, effect)
            if answer is None:
                raise


async def run_async(
    operation: Operation[T], transport: AsyncTransport, sleep: Callable[[float], Awaitable[object]]
) -> T:
    """Return the operation's result; raises what the operation raises, and what a transport raises of its own."""
    try:
        return await _run_async(operation, transport, sleep)
    except Exception:
        raise
    except BaseException as error:  # a cancellation too
        interrupt = bare(error)
    raise interrupt


async def _run_async(
    operation: Operation[T], transport: AsyncTransport, sleep: Callable[[float], Awaitable[object]]
) -> T:
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
            answer = _checked(await _awaitable(transport(effect)))
        except Exception as error:
            answer = _sealed(error, effect)
            if answer is None:
                raise


def _awaitable(answer: Awaitable[Response]) -> Awaitable[Response]:
    if not isinstance(answer, Awaitable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TransportError("the transport of an AsyncClient is to be awaited, and this one returned at once", False)
    return answer


def _checked(answer: object) -> Response:
    if isinstance(answer, Coroutine):
        answer.close()  # or Python complains of one that was never awaited
        raise TransportError("a transport that is to be awaited is for an AsyncClient", False)
    if not isinstance(answer, Response):
        raise TransportError(f"a transport returns {__package__}.Response, not {type(answer).__name__}", False)
    return answer


def _sealed(error: Exception, request: Request) -> TransportError | None:
    """Return what says that no answer came, without frames and causes, for they hold secrets; None for other errors."""
    if isinstance(error, TransportError):
        error.message = request.mask(error.message)
        error.args = (error.message, error.temporary)
        return bare(error)
    if _is_of_the_network(error):
        return failure(error, request, temporary=True)
    return None


def _is_of_the_network(error: Exception) -> bool:
    """Whether the standard library says that the network failed. A class of somebody's own means something else."""
    known = type(error) is OSError or isinstance(error, _NETWORK)
    return known and type(error).__module__.partition(".")[0] in sys.stdlib_module_names


def failure(
    error: Exception, request: Request, *, temporary: bool, kind: type[TransportError] = TransportError
) -> TransportError:
    """Return our own error that says the same as ``error``, secrets masked."""
    said = request.mask(str(error))
    name = type(error).__name__
    return kind(f"{request.method} {request.path}: {name}{f': {said}' if said else ''}", temporary)
