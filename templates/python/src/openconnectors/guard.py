"""Keeps revealed values out of tracebacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from openconnectors.errors import OpenConnectorsError

T = TypeVar("T")


def guarded(make: Callable[[], T], complaint: str) -> T:
    """Return what ``make`` returns. It handles revealed values, so nothing it raises may get out.

    An exception carries the frames it went through, and those hold values; some carry the value itself
    (`UnicodeEncodeError`, `json.JSONDecodeError`). Raises OpenConnectorsError with ``complaint`` in its place.
    """
    try:
        return make()
    except Exception as error:
        kind = type(error).__name__
    raise OpenConnectorsError(f"{complaint} ({kind})")
