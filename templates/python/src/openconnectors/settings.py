"""Checks of what the user sets. Each raises SettingsError, which names the setting, what it was, and what it may be."""

from __future__ import annotations

import math
from inspect import iscoroutinefunction
from types import FunctionType, MethodType
from typing import TypeGuard

from .errors import SettingsError

__all__ = [
    "CONNECT_TIMEOUT",
    "MAX_ANSWER",
    "TIMEOUT",
    "check_callable",
    "check_count",
    "check_max_answer",
    "check_seconds",
    "check_text",
    "check_transport",
    "wrong",
]

CONNECT_TIMEOUT = 10.0
"""The seconds that a connection may take to be made, unless an `httpx.Timeout` says otherwise."""

TIMEOUT = 60.0
"""The seconds that a request may take, its repeats and pauses included."""

MAX_ANSWER = 16 * 1024 * 1024
"""The bytes that an answer may have after decompression."""

_LONGEST = 80


def check_seconds(name: str, value: object, *, above: bool = False) -> None:
    """Raise SettingsError unless the value is a finite number of seconds from 0, or with ``above`` above it."""
    if not _is_number(value) or not math.isfinite(value) or value < 0 or (above and value == 0):
        raise wrong(name, "a number of seconds above 0" if above else "a number of seconds, 0 or more", value)


def check_count(name: str, value: object, most: int | None = None) -> None:
    """Raise SettingsError unless the value is a whole number from 1, and at most ``most`` where that is given."""
    accepted = "a whole number, 1 or more" if most is None else f"a whole number from 1 to {most}"
    if not isinstance(value, int) or isinstance(value, bool) or value < 1 or (most is not None and value > most):
        raise wrong(name, accepted, value)


def check_callable(name: str, value: object, accepted: str = "something to call") -> None:
    """Raise SettingsError unless the value can be called; ``accepted`` is what the error says of it."""
    if not callable(value):
        raise wrong(name, accepted, value)


def check_text(name: str, value: object) -> None:
    """Raise SettingsError unless the value is a text that is not empty."""
    if not isinstance(value, str) or not value:
        raise wrong(name, "a text that is not empty", value)


def check_max_answer(value: object, transport: object) -> None:
    """Raise SettingsError unless the value is None or a whole number from 1; with a transport it must be None."""
    if value is not None:
        check_count("max_answer", value)
        if transport is not None:
            raise SettingsError("max_answer is the transport's to keep where you give one: give it to that")


def check_transport(value: object, *, awaited: bool) -> None:
    """Raise SettingsError unless the value can send requests for a client, an `AsyncClient` with ``awaited``.

    An httpx client itself cannot, nor a class, nor a function of the other kind.
    """
    ours = "AsyncHttpxTransport" if awaited else "HttpxTransport"
    accepted = f"something to call with a Request, such as {ours}(client)"
    kind = type(value)
    if kind.__module__.partition(".")[0] == "httpx":
        raise SettingsError(f"transport is {accepted}, not {_one(kind)} itself: give it as http_client")
    if isinstance(value, type):
        raise SettingsError(f"transport is {accepted}, not the class {value.__name__}: call it")
    check_callable("transport", value, accepted)
    if awaited and kind.__name__ == "HttpxTransport" and kind.__module__ == f"{__package__}.transport":
        raise SettingsError("transport is something to await in an AsyncClient: take AsyncHttpxTransport")
    called = value if isinstance(value, FunctionType | MethodType) else kind.__call__
    if not awaited and iscoroutinefunction(called):
        raise SettingsError("transport returns a Response at once in a Client; one to await is for an AsyncClient")


def wrong(name: str, accepted: str, value: object) -> SettingsError:
    """Return the error for a setting; texts are shown short, and anything else by its type, since it may be large."""
    plain = value is None or isinstance(value, str | bytes | int | float)
    shown = repr(value) if plain else _one(type(value))
    return SettingsError(f"{name} is {accepted}, not {shown if len(shown) <= _LONGEST else shown[:_LONGEST] + '...'}")


def _one(kind: type) -> str:
    return f"{'an' if kind.__name__[0] in 'AEIOUaeiou' else 'a'} {kind.__name__}"


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
