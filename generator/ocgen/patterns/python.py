"""Patterns of the specs as Python's `re` has to see them."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$|\((?!\?)", re.DOTALL)
_MEANT = {"$": r"\Z", "(": "(?:"}


def python_pattern(pattern: str) -> str:
    """Return a pattern of the specs, or of a JSON Schema, as it means the same to Python.

    Its ``$`` is the very end, which is ``\\Z`` there: Python's own ``$`` also matches before a line break at the end,
    https://docs.python.org/3/library/re.html. Groups that nobody reads capture nothing, which takes less time.
    """
    return _TOKEN.sub(lambda match: _MEANT.get(match[0], match[0]), pattern)
