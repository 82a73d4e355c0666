"""The neutral form of a page: what its kind of markup was no longer matters.

Text keeps two marks: a code span stands between backticks, and a line break inside a cell is a line break. All other
markup is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

# What stands in a text and is not seen in it: soft hyphens, blanks of no width.
_TYPED = {0xA0: " ", 0x202F: " ", **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))}
_CODE_SPAN = re.compile(r"`+([^`\n]+)`+")
_PAIR = re.compile(r"(?<![\w.`\\])(_{1,3})(?=[^\s_])([^_`\n]{1,300})(?<=[^\s_\\])\1(?!\.?\w)")
_EMPHASIS = re.compile(  # what escapes hold, and an underscore at the end of a name before a full stop, is none
    r"(?<![\\*])\*{1,3}(?!\*)|(?<![A-Za-z0-9`._\\])_{1,3}(?=\S)|(?<=\S)(?<!\\)_{1,3}(?![A-Za-z0-9`._])"
)
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
class CodeBlock:
    """A block of code: a command, a body, an answer. ``line`` is where its first line of code stands."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a table. One that is ``across`` all columns is a heading of the rows below it."""

    line: int
    cells: tuple[str, ...]
    across: bool = False
    held: frozenset[int] = frozenset()  # the columns whose cell spans from a row above


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table; ``header`` names its columns."""

    line: int
    header: tuple[str, ...]
    rows: tuple[SourceRow, ...]


Block: TypeAlias = Heading | Paragraph | Item | CodeBlock | SourceTable


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A page. ``title`` is what its head says, where that is not part of the text."""

    blocks: tuple[Block, ...]
    title: str = ""


def code_spans(text: str) -> list[str]:
    """Return what stands between backticks."""
    return [span.strip() for span in _CODE_SPAN.findall(text)]


def without_emphasis(text: str) -> str:
    """Return a text without the asterisks and underscores around its words; code is left as it is."""
    parts = text.split("`")
    parts[::2] = [_EMPHASIS.sub("", _PAIR.sub(r"\2", part)) for part in parts[::2]]
    return "`".join(parts)


def typed(text: str) -> str:
    """Return a text as one would type it: plain blanks, and nothing that is not seen."""
    return text.translate(_TYPED)


def plain(text: str) -> str:
    """Return a text without marks, its blanks made one."""
    return " ".join(_MARKS.sub("", text).split())
