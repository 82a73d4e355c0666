"""Text -> Python source that means exactly that text: the only way a spec's words reach a module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ocgen.model import JsonValue

_RAW = re.compile(r"[ !#-~]*")


def literal(value: str) -> str:
    """Return a string literal, in double quotes and ASCII; raw where that is plainer."""
    if "\\" in value and _RAW.fullmatch(value) and not value.endswith("\\"):
        return f'r"{value}"'
    shown = ascii(value)
    if shown[0] == "'" and '"' not in shown:
        shown = '"' + shown[1:-1] + '"'
    return shown


def literals(values: Iterable[str]) -> str:
    """Return a tuple of string literals."""
    return sequence(literal(value) for value in values)


def sequence(sources: Iterable[str]) -> str:
    """Return a tuple of expressions."""
    items = list(sources)
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def source_of(value: JsonValue) -> str:
    """Return an expression for a value of JSON."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(name)}: {source_of(member)}" for name, member in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(source_of, value)) + "]"
    return repr(value)


def docstring(text: str) -> str:
    """Return text that can stand between the quotes of a docstring, on one line."""
    plain = ascii(" ".join(text.split()))[1:-1].replace("\\'", "'")
    return plain.replace('"', "'")


def comment(text: str) -> str:
    """Return text that cannot end the comment it stands in."""
    return docstring(text)
