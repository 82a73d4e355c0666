"""Reads the parameters of a callback in the form in which a web framework has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias, TypeGuard, cast
from urllib.parse import parse_qsl

from .errors import OpenConnectorsError
from .guard import guarded
from .secret import Secret

__all__ = ["Parameters", "UrlLike", "read_parameters"]

_MOST_PARAMETERS = 100
_LONGEST = 64 * 1024
# A URL, whole or from its path on. A query alone may hold a question mark or a URL among its values (RFC 3986, 3.4).
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[/?]|[^=&]*\?")


class UrlLike(Protocol):
    """A URL that is an object: `urllib.parse.SplitResult`, and those of Starlette, yarl, httpx and pydantic."""

    @property
    def scheme(self) -> object:
        """What the URL begins with."""
        ...

    @property
    def query(self) -> object:
        """What it has behind the question mark."""
        ...


Parameters: TypeAlias = "str | UrlLike | Mapping[str, str] | Mapping[str, Sequence[str]]"
"""A URL, a query string, or what a framework has parsed.

A parameter that came twice is seen in a mapping of lists, and in those of Flask, Django, Starlette, aiohttp and Bottle,
which show only one of its values to whoever does not ask.
"""


def read_parameters(given: Parameters) -> tuple[list[tuple[str, Secret]], str]:
    """Return all parameters in their order, and what is wrong with them; nothing is raised."""
    try:
        return guarded(lambda: _read(given), "cannot read the callback")
    except OpenConnectorsError as error:  # of an object that is not what it looks like
        return [], str(error)


def _read(given: object) -> tuple[list[tuple[str, Secret]], str]:
    if isinstance(given, str):
        return _split(given)
    if isinstance(given, Mapping):
        return _hidden(_pairs(cast("Mapping[object, object]", given)))
    if hasattr(given, "scheme") and hasattr(given, "query"):
        parts = getattr(given, "geturl", None)  # of the standard library, whose str is no URL
        return _split(str(parts() if parts else given))
    return [], "it is neither a str, a URL nor a mapping"


def _split(text: str) -> tuple[list[tuple[str, Secret]], str]:
    if len(text) > _LONGEST:
        return [], "it is too long"
    query = text.partition("#")[0]
    if _URL.match(query):
        query = query.partition("?")[2]
    try:
        found = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, errors="strict")
    except ValueError:
        return [], "it has too many parameters, or is not UTF-8"
    return [(name, Secret(value)) for name, value in found], ""


def _pairs(given: Mapping[object, object]) -> Iterable[tuple[object, object]]:
    """Return names and values; the value is a list where a name can have several."""
    for every in ("multi_items", "allitems", "lists"):  # Starlette and httpx; Bottle; Werkzeug (Flask) and Django
        ask = getattr(given, every, None)
        if ask is not None:
            return cast("Iterable[tuple[object, object]]", ask())
    return given.items()


def _hidden(pairs: Iterable[tuple[object, object]]) -> tuple[list[tuple[str, Secret]], str]:
    found: list[tuple[str, Secret]] = []
    for name, value in pairs:
        values = cast("Sequence[object]", value if isinstance(value, list | tuple) else [value])
        if not isinstance(name, str) or not _are_texts(values):
            return found, "it holds what is not a str"
        found += [(name, Secret(text)) for text in values]
        if len(found) > _MOST_PARAMETERS:
            return found, "it has too many parameters"
    return found, ""


def _are_texts(values: Sequence[object]) -> TypeGuard[Sequence[str]]:
    return all(isinstance(value, str) for value in values)
