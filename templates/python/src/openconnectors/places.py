"""Where in the caller's own code an exception came about: file and line, without the frames and what they hold."""

from __future__ import annotations

import sys
from types import FrameType, TracebackType

__all__ = ["LIBRARIES", "defined", "place"]

LIBRARIES = frozenset(
    {"anyio", "certifi", "h11", "h2", "hpack", "httpcore", "httpx", "idna", "sniffio", "socksio", "trio"}
)
"""What the default transport rests on."""


def place(error: BaseException) -> str:
    """Return the innermost line of the caller's own code that an exception went through; empty if there is none."""
    found, at = "", error.__traceback__
    while at is not None:
        found, at = _shown(at) or found, at.tb_next
    return found


def defined(function: object) -> str:
    """Return the name of a function or of a callable object, and where it is defined, if that is known."""
    named = function if hasattr(function, "__qualname__") else type(function)
    code = getattr(function, "__code__", None) or getattr(vars(type(function)).get("__call__"), "__code__", None)
    name = str(getattr(named, "__qualname__", "it"))
    return f"{name}, {code.co_filename}:{code.co_firstlineno}" if code else name


def _shown(at: TracebackType) -> str:
    frame = at.tb_frame
    return "" if _of_others(frame) else f"{frame.f_code.co_filename}:{at.tb_lineno}, in {frame.f_code.co_name}"


def _of_others(frame: FrameType) -> bool:
    module = str(frame.f_globals.get("__name__", ""))
    top = module.partition(".")[0]
    return top in LIBRARIES or top in sys.stdlib_module_names or module.startswith(f"{__package__}.")
