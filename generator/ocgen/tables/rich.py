"""What a cell holds: lines of small rich-text values, free of any format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from ocgen.text.markdown import visible
from ocgen.text.paragraphs import sentences
from ocgen.text.phrases import parts


@dataclass(frozen=True, slots=True)
class Text:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """What a reader types or sees on the wire."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that stands out."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text that is stressed."""

    text: str


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A text that leads to an ``http`` or ``https`` address; with any other address it is the text alone."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A text that leads to the row with the id ``anchor``; where that is not shown, ``key`` or the text alone."""

    text: str
    anchor: str
    key: str = ""


Inline: TypeAlias = Text | Code | Strong | Emphasis | Hyperlink | Reference
Line: TypeAlias = tuple[Inline, ...]
Cell: TypeAlias = tuple[Line, ...]

EMPTY: Cell = ()


def cell(*line: Inline) -> Cell:
    """Return a cell of one line; parts without text are left out, and a cell without parts is empty."""
    parts = tuple(part for part in line if part.text)
    return (parts,) if parts else EMPTY


def text(value: str) -> Cell:
    """Return a cell of running text."""
    return cell(Text(value))


def filled(phrase: str, **values: Line) -> Line:
    """Return a phrase as parts of a line, with ``values`` for what it leaves open."""
    found: list[Inline] = []
    for part in parts(phrase):
        value = values.get(part.name, (Text(part.text),))
        found += stopped(value) if part.stop else value
    return tuple(found)


def stopped(line: Line) -> Line:
    """Return the end of a sentence with its full stop; what ends in one needs no other."""
    ends = line and isinstance(line[-1], Text | Strong | Emphasis) and line[-1].text.endswith(".")
    return line if ends else (*line, Text("."))


def joined(lines: Iterable[Line], joint: str) -> Line:
    """Return several lines as one, with ``joint`` between them."""
    found: list[Inline] = []
    for line in lines:
        found += [Text(joint)] * bool(found) + list(line)
    return tuple(found)


def followed(lines: Cell, more: Cell, *, apart: bool) -> Cell:
    """Return both, the first line of ``more`` on the last of ``lines`` unless they are to stand ``apart``."""
    if apart or not lines or not more:
        return (*lines, *more)
    return (*lines[:-1], joined((lines[-1], more[0]), " "), *more[1:])


def codes(values: tuple[str, ...], joint: str = ", ") -> Line:
    """Return several values as code, joined."""
    return joined(((Code(value),) for value in values), joint)


def plain(value: Cell) -> str:
    """Return a cell without its markup, its lines joined by line feeds."""
    return "\n".join("".join(part.text for part in line) for line in value)


def prose(value: str) -> Cell:
    """Return a cell of sentences: a line for each line of the text, with a full stop at the end."""
    return tuple((Text(line),) for line in sentences(value))


def neat(value: Cell) -> Cell:
    """Return the cell as a page can show it: white space folded, nothing invisible, no empty part, text parts joined.

    A text keeps one blank at an end that touches another part; everything else has none at its ends.
    """
    return tuple(line for raw in value if (line := _neat_line(raw)))


def one_line(value: Cell) -> Line:
    """Return the lines of a neat cell as one."""
    return joined(value, " ")


def _neat_line(line: Line) -> Line:
    parts: list[Inline] = []
    blank = False  # whether the next part stands after a blank
    for part in line:
        seen = visible(part.text)
        before = blank or part.text[:1].isspace()
        blank = part.text[-1:].isspace() if seen else before
        if not seen:
            continue
        if before and parts:
            _append_text(parts, " ")
        if isinstance(part, Text):
            _append_text(parts, seen)
        else:
            parts.append(replace(part, text=seen))
    return tuple(parts)


def _append_text(parts: list[Inline], more: str) -> None:
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text + more)
    else:
        parts.append(Text(more))
