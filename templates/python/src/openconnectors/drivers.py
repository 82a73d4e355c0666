"""Run an operation to its end: one loop for synchronous code, the same one for asynchronous code."""

from __future__ import annotations

import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, TypeVar, cast

from .errors import SettingsError, TransportError
from .guard import bare
from .messages import AsyncTransport, HookCall, Operation, Pause, Request, Response, Transport
from .places import defined, place

if TYPE_CHECKING:
    from .streams import AsyncByteStream, ByteStream

__all__ = ["failure", "run", "run_async"]

T = TypeVar("T")

# What the standard library raises when no answer comes; where `OSError` itself is raised, it is by its number.
_NETWORK = (ConnectionError, TimeoutError, socket.gaierror)
_NOT_THERE = (ConnectionRefusedError, socket.gaierror)


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
    answer: object = None
    open_stream: ByteStream | AsyncByteStream | None = None
    while True:
        try:
            effect = operation.send(answer)
        except StopIteration as stop:
            result: T = stop.value
            return result
        except BaseException:
            if open_stream is not None:
                cast("ByteStream", open_stream).close()
            raise
        if isinstance(effect, Pause):
            sleep(effect.seconds)
            answer = None
            continue
        if isinstance(effect, HookCall):
            answer = _at_once(effect.hook(effect.argument))
            continue
        try:
            _check_upload(transport, effect)
            answer = _checked(transport, transport(effect))
            open_stream = answer.stream
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
    answer: object = None
    open_stream: ByteStream | AsyncByteStream | None = None
    while True:
        try:
            effect = operation.send(answer)
        except StopIteration as stop:
            result: T = stop.value
            return result
        except BaseException:
            if open_stream is not None:
                await cast("AsyncByteStream", open_stream).close()
            raise
        if isinstance(effect, Pause):
            await sleep(effect.seconds)
            answer = None
            continue
        if isinstance(effect, HookCall):
            answer = await _in_time(effect.hook(effect.argument))
            continue
        try:
            _check_upload(transport, effect)
            answer = _checked(transport, await _awaitable(transport, transport(effect)))
            open_stream = answer.stream
        except Exception as error:
            answer = _sealed(error, effect)
            if answer is None:
                raise


def _at_once(returned: object) -> object:
    if isinstance(returned, Coroutine):
        returned.close()  # it will never run, of which Python would complain besides
    if isinstance(returned, Awaitable):
        raise SettingsError("a hook of Client is a plain function; for one that is to be awaited there is AsyncClient")
    return returned


async def _in_time(returned: object) -> object:
    return await cast("Awaitable[object]", returned) if isinstance(returned, Awaitable) else returned


def _awaitable(transport: object, answer: Awaitable[Response]) -> Awaitable[Response]:
    if isinstance(answer, Awaitable):  # pyright: ignore[reportUnnecessaryIsInstance]
        return answer
    raise TransportError(
        f"the transport of an AsyncClient is to be awaited, and this one returned at once ({defined(transport)})", False
    )


def _check_upload(transport: object, request: Request) -> None:
    if request.upload is not None and not getattr(transport, "sends_files", False):
        raise SettingsError(
            f"this transport does not say that it sends files ({defined(transport)}): one that sends the upload of a "
            "request has an attribute sends_files that is true, as HttpxTransport has"
        )


def _checked(transport: object, answer: object) -> Response:
    if isinstance(answer, Response):
        return answer
    if isinstance(answer, Coroutine):
        answer.close()  # or Python complains of one that was never awaited
        raise TransportError(f"a transport that is to be awaited is for an AsyncClient ({defined(transport)})", False)
    kind = type(answer).__name__
    raise TransportError(f"a transport returns {__package__}.Response, not {kind} ({defined(transport)})", False)


def _sealed(error: Exception, request: Request) -> TransportError | None:
    """Return what says that no answer came, without frames and causes, for they hold secrets; None for other errors."""
    if isinstance(error, TransportError):
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        told = f" (from {type(cause).__name__}, {place(cause)})" if cause and place(cause) else ""
        error.reword(request.mask(error.message) + told)
        return bare(error)
    if _is_of_the_network(error):
        return failure(error, request, temporary=True, may_have_arrived=not isinstance(error, _NOT_THERE))
    return None


def _is_of_the_network(error: Exception) -> bool:
    """Whether the standard library says that the network failed. A class of somebody's own means something else."""
    known = type(error) is OSError or isinstance(error, _NETWORK)
    return known and type(error).__module__.partition(".")[0] in sys.stdlib_module_names


def failure(
    error: Exception,
    request: Request,
    *,
    temporary: bool,
    may_have_arrived: bool = True,
    kind: type[TransportError] = TransportError,
) -> TransportError:
    """Return our own error that says the same as ``error``, secrets masked, and where in the caller's code it arose."""
    said, at = request.mask(str(error)), place(error)
    told = f"{type(error).__name__}{f': {said}' if said else ''}{f' ({at})' if at else ''}"
    return kind(f"{request.method} {request.path}: {told}", temporary, may_have_arrived)
