"""The neutral form of a page: what its kind of markup was no longer matters.

Text keeps two marks: a code span stands between backticks, and a line break inside a cell is a line break. All other
markup is gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

_CODE_SPAN = re.compile(r"`+([^`\n]+)`+")
_MARKS = re.compile(r"\*+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|`+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the level counts from 1."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code: a command, a body, an answer. ``line`` is where its first line of code stands."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``header`` names its columns."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Heading | Paragraph | Item | Code | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A page. ``title`` is what its head says, where that is not part of the text."""

    blocks: tuple[Block, ...]
    title: str = ""


def code_spans(text: str) -> list[str]:
    """Return what stands between backticks."""
    return [span.strip() for span in _CODE_SPAN.findall(text)]


def plain(text: str) -> str:
    """Return a text without marks, its blanks made one."""
    return " ".join(_MARKS.sub("", text).split())
