"""Members of an object as the pairs of a query or a form: each a name and a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import quote, urlencode

from .bodies import Body, revealed
from .guard import guarded
from .secret import Secret
from .wire import FieldValue, Wire, render

__all__ = ["FORM", "encoded_pairs", "pairs_of", "text_of", "text_parts"]

FORM: Final = "application/x-www-form-urlencoded"


def pairs_of(members: Mapping[str, Body]) -> list[tuple[str, Wire]]:
    """Return a pair a value: a list repeats its name, None is left out, an object becomes JSON.

    The text of an object or a list counts as a secret, since it may hold some.
    """
    return [pair for name, value in members.items() for pair in _repeated(name, value)]


def encoded_pairs(pairs: list[tuple[str, Wire]]) -> Secret | None:
    """Return pairs as a form or a query (WHATWG URL, 5.2), with %20 for a blank; None for no pairs."""
    if not pairs:
        return None
    return guarded(
        lambda: Secret(urlencode([(name, revealed(value)) for name, value in pairs], quote_via=quote, safe="")),
        "cannot put the pairs of names and values together",
    )


def text_parts(members: Body) -> dict[str, Secret]:
    """Return the members of an object as the parts of multipart/form-data that are texts, by their names."""
    texts = {name: text_of(value) for name, value in members.items()} if isinstance(members, Mapping) else {}
    return {name: Secret.of(text) for name, text in texts.items() if text is not None}


def _repeated(name: str, value: Body) -> list[tuple[str, Wire]]:
    values = value if isinstance(value, list | tuple) else [value]
    return [(name, text) for text in map(text_of, values) if text is not None]


def text_of(value: Body) -> Wire | None:
    """Return the text of one value: ``true``, ``5``, ``a,b``, JSON of an object; None stays None."""
    if isinstance(value, Mapping | list | tuple):
        text = guarded(lambda: render(cast("FieldValue", revealed(value))), "cannot write a value as JSON")
        return None if text is None else Secret.of(text)
    return render(cast("FieldValue", value))
