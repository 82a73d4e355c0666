"""Checks of what the user sets: each refusal names the setting, what it was, and what it may be."""

from __future__ import annotations

import math
from typing import TypeGuard

from .errors import SettingsError

__all__ = [
    "MAX_ANSWER",
    "TIMEOUT",
    "check_callable",
    "check_count",
    "check_seconds",
    "wrong",
]

TIMEOUT = 60.0
"""The seconds that a request may take, its repeats and pauses included."""

MAX_ANSWER = 16 * 1024 * 1024
"""The bytes that an answer may have after decompression."""

_LONGEST = 80


def check_seconds(name: str, value: object, *, above: bool = False) -> None:
    """Refuse what is no number of seconds: a finite one from 0, or with ``above`` above it."""
    if not _is_number(value) or not math.isfinite(value) or value < 0 or (above and value == 0):
        raise wrong(name, "a number of seconds above 0" if above else "a number of seconds, 0 or more", value)


def check_count(name: str, value: object) -> None:
    """Refuse what is no whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise wrong(name, "a whole number, 1 or more", value)


def check_callable(name: str, value: object) -> None:
    """Refuse what cannot be called."""
    if not callable(value):
        raise wrong(name, "something to call", value)


def wrong(name: str, accepted: str, value: object) -> SettingsError:
    """Return the error for a setting; texts are shown short, and anything else by its type, since it may be large."""
    plain = value is None or isinstance(value, str | bytes | int | float)
    shown = repr(value) if plain else f"a {type(value).__name__}"
    return SettingsError(f"{name} is {accepted}, not {shown if len(shown) <= _LONGEST else shown[:_LONGEST] + '...'}")


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
