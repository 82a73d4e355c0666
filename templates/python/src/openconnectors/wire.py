"""Values as they travel: every one a text, whatever it is in Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from .members import JsonValue, Members
from .secret import Secret
from .shapes import Kind, Value

__all__ = ["FieldValue", "Wire", "hidden_fields", "read", "render"]

Wire: TypeAlias = "str | Secret"
FieldValue: TypeAlias = "bool | int | float | str | Secret | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


def render(value: FieldValue) -> Wire | None:
    """Return a value as the platform wants it: ``true``, ``100``, ``a,b``, JSON in a string. None stays None.

    What no rule fits is left as it is, for the validator to refuse.
    """
    if value is None or isinstance(value, str | Secret):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Members):
        value = dict(value)
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return ",".join(map(str, value))
    try:
        return json.dumps(value, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        return str(value)


def read(value: Value, sent: Secret) -> FieldValue:
    """Return a value as it is given, from the text that is sent; one that would be sent otherwise stays a text."""
    if value.secret:
        return sent
    text = sent.reveal()
    try:
        native = _READERS[value.kind](text)
    except ValueError:
        return text
    return native if render(native) == text else text


_READERS: Mapping[Kind, Callable[[str], FieldValue]] = {
    "string": str,
    "boolean": lambda text: text == "true",
    "integer": int,
    "number": float,
    "list": lambda text: text.split(","),
    "json": json.loads,
}


def hidden_fields(fields: Mapping[str, FieldValue]) -> dict[str, Secret]:
    """Return fields by their names on the wire, all as secrets, since nothing tells which are. None is left out."""
    rendered = {name: render(value) for name, value in fields.items()}
    return {name: Secret.of(value) for name, value in rendered.items() if value is not None}
