"""Findings for people: place, level, rule, message, the line with a caret, and what to do."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import click

from ocgen.files.reading import read_start
from ocgen.findings.finding import Finding, counted
from ocgen.findings.location import Location
from ocgen.text.characters import visible

Style: TypeAlias = Callable[..., str]

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_WIDTH = 120
_MOST = 2_000_000  # bytes of a file; what is larger was refused unread


def render(findings: Sequence[Finding], *, colour: bool | None = None) -> str:
    """Return all findings, accepted ones in short, and a line that counts them; nothing for none.

    Colour is for terminals, unless NO_COLOR is set (https://no-color.org).
    """
    if not findings:
        return ""
    style = _style(colour)
    _source.cache_clear()  # files may have changed since the last time
    blocks = ["".join(f"{line}\n" for line in _lines(finding, style)) for finding in findings]
    return "\n".join([*blocks, f"{counted(findings)}\n"])


def _style(colour: bool | None) -> Style:
    if colour is None:
        import os

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return click.style if colour else lambda text, **_: text


def _lines(finding: Finding, style: Style) -> Iterator[str]:
    place = f"{visible(str(finding.location))}: " if finding.location.path else ""
    if finding.accepted:
        yield f"{place}accepted[{finding.rule}]: {visible(finding.message)}"
        yield f"  reason: {visible(finding.accepted)}"
        return
    level = style(f"{finding.level}[{finding.rule}]", fg=_COLOURS[finding.level], bold=True)
    yield f"{place}{level}: {visible(finding.message)}"
    yield from () if finding.secret else _excerpt(finding.location)
    for related in finding.related:
        yield f"  {visible(str(related.location))}: {visible(related.message)}"
        yield from () if finding.secret else _excerpt(related.location)
    for line in finding.detail.splitlines():
        yield f"  {visible(line)}".rstrip()
    if finding.help:
        yield f"  {style('help:', bold=True)} {visible(finding.help)}"


def _excerpt(location: Location) -> Iterator[str]:
    """Yield the line of a place and a caret under its column; nothing when the file cannot be read."""
    line = _source_line("" if location.revision else location.path, location.line)
    if line is None or not line.strip():
        return
    before = visible(line[: location.column - 1])
    after = visible(line[location.column - 1 :][: _WIDTH + 1])
    if _width(before) > _WIDTH - 40:
        while _width(before) > _WIDTH // 2:
            before = before[max(1, len(before) // 8) :]
        before = f"…{before}"
    room = _WIDTH - _width(before)
    if _width(after) > room:
        after = f"{after[: room - 1]}…"
    number = str(location.line)
    margin = " " * len(number)
    yield f"  {number} | {before}{after}".rstrip()
    yield f"  {margin} | {' ' * _width(before)}^"


@lru_cache(maxsize=8)
def _source(path: str) -> tuple[str, ...]:
    """Return the lines of a file, as many as a spec can have; none for what is no file, such as a pipe."""
    try:
        text = read_start(path, _MOST).decode("utf-8-sig", errors="replace")
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    except (OSError, ValueError):  # a path with a character that none can have
        return ()


def _source_line(path: str, number: int) -> str | None:
    lines = _source(path) if path else ()
    return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else None


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal: wide characters two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
