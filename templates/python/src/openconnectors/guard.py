"""Keeps revealed values out of tracebacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .errors import OpenConnectorsError

__all__ = ["bare", "guarded"]

T = TypeVar("T")
E = TypeVar("E", bound=BaseException)


def guarded(make: Callable[[], T], complaint: str) -> T:
    """Return what ``make`` returns. It handles revealed values, so nothing it raises may get out.

    An exception carries the frames it went through, and those hold values; some carry the value itself
    (`UnicodeEncodeError`, `json.JSONDecodeError`). Raises OpenConnectorsError with ``complaint`` in its place. An
    interrupt goes on as it is, but without those frames.
    """
    try:
        return make()
    except Exception as error:
        raised: BaseException = OpenConnectorsError(f"{complaint} ({type(error).__name__})")
    except BaseException as error:
        raised = bare(error)
    raise raised  # outside of the handlers, so that it does not keep the first one as its context


def bare(error: E) -> E:
    """Return an exception without the frames it went through and the exceptions it came from."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error
