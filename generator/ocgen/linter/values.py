"""Values as they travel: strings, whatever their type."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite

from ocgen.model import ValueType, is_json

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")


def wrong_type(type_: ValueType, value: str) -> str:
    """Return how a value fails its type, as the end of a sentence; empty when it does not."""
    accepts, words = _TYPES.get(type_, (_anything, ""))
    return "" if accepts(value) else words


def _anything(_: str) -> bool:
    return True


def _number(value: str) -> bool:
    return _NUMBER.match(value) is not None and isfinite(float(value))


_TYPES: dict[ValueType, tuple[Callable[[str], bool], str]] = {
    "boolean": (lambda value: value in {"true", "false"}, "is neither true nor false"),
    "integer": (lambda value: _INTEGER.match(value) is not None, "is not a whole number"),
    "number": (_number, "is not a number"),
    "json": (is_json, "is not JSON"),
}
