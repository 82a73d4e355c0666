"""Any text as a YAML scalar, and nested values as YAML in blocks.

The reader of specs knows YAML 1.2's core schema, where ``no`` is a text and ``1e3`` a number; writers that know only
YAML 1.1 decide otherwise. Here a text is plain only where both see a text, and in double quotes elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Item: TypeAlias = "str | bool | Mapping[str, Tree]"
Tree: TypeAlias = "Item | Sequence[Item]"

_PLAIN = re.compile(r"(?![\d.])[A-Za-z<][A-Za-z0-9 ._/()<>-]*\Z")
_NOT_TEXT = re.compile(r"(?:null|true|false|yes|no|on|off|y|n)\Z", re.IGNORECASE)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar that is read back as that text."""
    if _PLAIN.match(text) and not _NOT_TEXT.match(text) and text == text.strip():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def lines(tree: Mapping[str, Tree], indent: int = 0, flow: int = 0) -> Iterator[str]:
    """Yield a mapping as lines of block YAML. Lists of names stand in one line where they fit.

    ``flow`` is the width of a line up to which any value stands in it whole; 0: only lists of names do.
    """
    pad = " " * indent
    for key, value in tree.items():
        name = quoted(key)
        line = f"{pad}{name}: {in_line(value)}" if flow else ""
        if flow and len(line) <= flow:
            yield line
        elif isinstance(value, bool | str):
            yield f"{pad}{name}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{name}:" + ("" if value else " {}")
            yield from lines(value, indent + 2, flow)
        elif _short(value):
            yield f"{pad}{name}: [{', '.join(_scalar(item) for item in value if isinstance(item, bool | str))}]"
        else:
            yield f"{pad}{name}:"
            yield from _items(value, indent + 2, flow)


def in_line(value: Tree) -> str:
    """Return a value as YAML in one line."""
    if isinstance(value, bool | str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted(key)}: {in_line(inner)}" for key, inner in value.items()) + "}"
    return f"[{', '.join(map(in_line, value))}]"


def _items(items: Sequence[Item], indent: int, flow: int) -> Iterator[str]:
    pad = " " * indent
    for item in items:
        if flow and len(line := f"{pad}- {in_line(item)}") <= flow:
            yield line
        elif isinstance(item, Mapping) and not item:
            yield f"{pad}- {{}}"
        elif isinstance(item, Mapping):
            first, *rest = lines(item, indent + 2, flow)
            yield f"{pad}- {first[indent + 2 :]}"
            yield from rest
        elif isinstance(item, bool | str):
            yield f"{pad}- {_scalar(item)}"


def _short(items: Sequence[Item]) -> bool:
    return all(isinstance(item, str) and len(item) < 30 for item in items) and len(items) < 8


def _scalar(value: bool | str) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else quoted(value)
