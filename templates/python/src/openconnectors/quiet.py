"""Keeps the default transport's libraries from logging what a request of ours holds.

At DEBUG `httpcore` logs the headers of an answer, and a redirect's ``location`` can repeat the query with the API
secret; `hpack` logs each header that is sent. What is worth knowing stands in the log of this package.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from .places import LIBRARIES

__all__ = ["quiet"]

_sending: ContextVar[bool] = ContextVar("openconnectors_sending", default=False)

# These may come to be in the midst of a request; the others that exist by then are found by their names.
_LATE = ("httpcore.http2", "httpcore.proxy", "httpcore.socks", "hpack.hpack", "hpack.table")


class _Silence(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not _sending.get()


_SILENCE = _Silence()


@lru_cache(maxsize=1)
def _loggers(count: int) -> tuple[logging.Logger, ...]:
    """Return the loggers of those libraries; ``count``, of all that there are, tells when to look for more."""
    names = (*_LATE, *logging.root.manager.loggerDict)
    return tuple(logging.getLogger(name) for name in names if name.partition(".")[0] in LIBRARIES)


@contextmanager
def quiet() -> Generator[None, None, None]:
    """Drop the log records of those libraries for the requests of this thread or task, and of no other."""
    for logger in _loggers(len(logging.root.manager.loggerDict)):
        if _SILENCE not in logger.filters:
            logger.addFilter(_SILENCE)
    before = _sending.set(True)
    try:
        yield
    finally:
        _sending.reset(before)
