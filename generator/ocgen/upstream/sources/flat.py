"""Plain text that was copied out of a browser -> document.

What is lost and how it is found again: cells have run together, so a row is split where a known name, or a word of a
name's shape, meets the capital letter of its description; a heading is a short line alone between empty ones; a body is
what stands between brackets that balance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.sources.document import (
    Block,
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    SourceDocument,
    SourceRow,
    SourceTable,
)

_HEADER = re.compile(
    r"((?:query |response |callback )?parameter|field|member|heading)s?(description|heading)?(data type|type)?\Z", re.I
)
_COMMAND = re.compile(r"\s*(?:curl|GET|POST|PUT|PATCH|DELETE)\s")
_GAP = 5  # empty lines between two rows, at most
_OPTION = re.compile(r"\s*(?:-[HXd]\s|--[a-z]|'https?:)")
_BULLET = re.compile(r"\s*(?:[•·▪*-]|[0-9]{1,2}[.)])\s+(.*)")
_LABEL = re.compile(r"[A-Z0-9].{0,58}[A-Za-z0-9)]\Z")
_BULLET_ALONE = re.compile(r"[•·▪*-]|[0-9]{1,2}[.)]")
_TYPE_AT_END = re.compile(r"(.*[.)\s])?(string|boolean|integer|number|object|array|json|list|body)\Z", re.I | re.DOTALL)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)*|[a-z]+_[a-z_]+")
_NAME_THEN_SENTENCE = re.compile(r"([a-z][a-zA-Z0-9]*(?:[._-][a-zA-Z0-9]+)*?)(?=[A-Z][a-z]*[ .]|[*_]{1,2}[A-Z])")
_QUOTED_NAME = re.compile(r"['\u2018\"\u201c]([A-Za-z][\w.-]{0,100})['\u2019\"\u201d](?=[A-Z])(.*)", re.DOTALL)
_NAMES_IN_CODE = re.compile(r'"([^"\n]{1,200})"[ \t]*:|[?&]([A-Za-z][\w.-]{0,100})=')


def read_flat(text: str, words: Vocabulary) -> SourceDocument:
    """Return the document of a flattened page."""
    return SourceDocument(tuple(_Flat(text, words).blocks()))


class _Flat:
    def __init__(self, text: str, words: Vocabulary) -> None:
        self.lines = text.split("\n")
        own = {name for pair in _NAMES_IN_CODE.findall(text) for name in pair if name}
        self.known = words.all | own

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            stripped = line.strip()
            end = at + 1
            if not stripped:
                pass
            elif stripped.startswith("{") or _COMMAND.match(line):
                end = self._code_end(at)
                yield CodeBlock(at + 1, "\n".join(self.lines[at:end]))
            elif header := self._header(stripped):
                end = self._table_end(at + 1)
                yield SourceTable(at + 1, header, tuple(self._rows(at + 1, end, len(header))))
            elif _BULLET_ALONE.fullmatch(stripped) and (following := self._next_line(at)):
                yield Item(following + 1, self.lines[following].strip())
                end = following + 1
            elif bullet := _BULLET.match(line):
                yield Item(at + 1, bullet[1])
            elif self._is_heading(at):
                yield Heading(at + 1, 2, stripped)
            else:
                yield Paragraph(at + 1, stripped)
            at = end

    def _next_line(self, at: int) -> int:
        """Return where the text of a bullet stands that is alone on its line; 0 where there is none."""
        for number in range(at + 1, min(at + 4, len(self.lines))):
            line = self.lines[number]
            if line.strip():
                return 0 if _BULLET.match(line) or _COMMAND.match(line) or line.lstrip().startswith("{") else number
        return 0

    def _code_end(self, at: int) -> int:
        """Return where a command or a body ends: its lines end in a backslash, or a bracket of it is open."""
        depth = 0
        for number in range(at, len(self.lines)):
            line = self.lines[number].replace("{keyOrId}", "")
            depth += line.count("{") - line.count("}")
            goes_on = line.rstrip().endswith("\\") or self._option(number + 1)
            if depth <= 0 and not goes_on:
                return number + 1
            if not line.strip() and self._prose(number + 1):  # a bracket is missing
                return number
        return len(self.lines)

    def _option(self, at: int) -> bool:
        return at < len(self.lines) and _OPTION.match(self.lines[at]) is not None

    def _prose(self, at: int) -> bool:
        return at < len(self.lines) and self.lines[at][:1].isalpha()

    def _header(self, line: str) -> tuple[str, ...]:
        found = _HEADER.match(line)
        return tuple(cell for cell in found.groups() if cell) if found and (found[2] or found[3]) else ()

    def _table_end(self, at: int) -> int:
        """Return where a table ends; empty lines do not end it where a row follows them."""
        while at < len(self.lines):
            if not self.lines[at].strip():
                following = next((n for n in range(at, min(at + _GAP, len(self.lines))) if self.lines[n].strip()), 0)
                if not following or not self._begins_row(following):
                    return at
                at = following
            at += 1
        return at

    def _begins_row(self, at: int) -> bool:
        line, below = (self.lines[n].strip() if n < len(self.lines) else "" for n in (at, at + 1))
        if self._split(line) or self._alone(line):
            return True
        return _LABEL.match(line) is not None and (self._alone(below) or self._split(below) is not None)

    def _rows(self, at: int, end: int, columns: int) -> Iterator[SourceRow]:
        """Yield the rows, each of one or more lines: perhaps a label, a name, its description, its type."""
        start, name, rest = at, "", list[str]()
        number = at
        while number < end:
            line = self.lines[number].strip()
            following = self.lines[number + 1].strip() if number + 1 < end else ""
            if not line:
                number += 1
                continue
            split = self._split(line)
            ended = columns > 2 and (not name or _TYPE_AT_END.match("\n".join(rest)) is not None)
            below = self._alone(following) or (
                ended and _LABEL.match(line) is not None and self._split(following) is not None
            )
            labelled = not split and not self._alone(line) and below
            if split or labelled or (self._alone(line) and not (name and not rest)):
                if name:
                    yield self._row(start, name, "\n".join(rest), columns)
                start = number
                name, rest = (split[0], [split[1]]) if split else (line, [])
                if labelled:
                    inner = self._split(following) or (following, "")
                    name, rest, number = f"{line}\n{inner[0]}", [inner[1]] if inner[1] else [], number + 1
            else:
                rest.append(line)
            number += 1
        if name:
            yield self._row(start, name, "\n".join(rest), columns)

    def _row(self, start: int, name: str, rest: str, columns: int) -> SourceRow:
        cells = [name, rest]
        typed = _TYPE_AT_END.match(rest) if columns > 2 else None
        if typed:
            cells = [name, (typed[1] or "").strip(), typed[2]]
        return SourceRow(start + 1, tuple(cells))

    def _alone(self, line: str) -> bool:
        return line in self.known or ("." in line and bool(_NAME.fullmatch(line)))

    def _split(self, line: str) -> tuple[str, str] | None:
        """Return a row's first line as name and description; the longest name that is known wins."""
        if quoted := _QUOTED_NAME.match(line):
            return quoted[1], quoted[2]
        edges = [at for at in range(1, min(len(line), 120)) if line[at].isupper() or line[at] in "*_`"]
        known = next((at for at in reversed(edges) if line[:at] in self.known), 0)
        if known:
            return line[:known], line[known:]
        shape = _NAME_THEN_SENTENCE.match(line)
        return (shape[1], line[shape.end(1) :]) if shape else None

    def _is_heading(self, at: int) -> bool:
        line = self.lines[at].strip()
        lonely = not (at and self.lines[at - 1].strip()) and not (
            at + 1 < len(self.lines) and self.lines[at + 1].strip()
        )
        return lonely and len(line) < 90 and line[:1].isupper() and line[-1] not in ".:,;"
