"""Rows of bulk jobs: read of JSON in lines or in a list, or of CSV, and written as JSON in lines.

No more is held than one row and one piece.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from .bodies import Body, revealed
from .guard import guarded

__all__ = ["JsonLines", "RowError", "RowReader"]

_LONGEST_ROW = 64 * 1024 * 1024  # characters
_BLANKS = " \t\r\n"
_NEXT_ITEM = re.compile(r"([ \t\r\n,]*)([^ \t\r\n,])")
_NO_CELLS: list[str] = []
_DECODER = json.JSONDecoder()


class RowError(Exception):
    """What came is no row, or not of the format that it is said to have."""


class RowReader:
    """Reads rows of bytes that come in pieces. ``csv`` tells the format; JSON is told by how it begins.

    The platform answers to ``application/json`` with one object a line; a list of objects is read as well.
    """

    def __init__(self, *, csv: bool) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._read = self._csv if csv else self._json
        self._head: list[str] | None = None
        self._listed = False
        self._rows = 0

    def feed(self, piece: bytes) -> Iterator[dict[str, Any]]:
        """Take the next piece and yield the rows that are whole by now; raises RowError."""
        yield from self._add(piece, last=False)

    def end(self) -> Iterator[dict[str, Any]]:
        """Yield what is left at the end; raises RowError where a row is cut."""
        yield from self._add(b"", last=True)

    def _add(self, piece: bytes, *, last: bool) -> Iterator[dict[str, Any]]:
        try:
            self._text += self._decoder.decode(piece, last)
        except UnicodeDecodeError:
            raise self._wrong("is not UTF-8") from None
        for row in self._read(last):
            self._rows += 1
            yield row
        if len(self._text) > _LONGEST_ROW:
            raise self._wrong("is larger than any row can be")

    def _wrong(self, problem: str) -> RowError:
        return RowError(f"row {self._rows + 1} of the result {problem}")

    def _lines(self, last: bool) -> Iterator[str]:
        """Yield the lines that are whole, without what ends them, and keep the rest."""
        *lines, self._text = self._text.split("\n")
        yield from lines
        if last and self._text:
            rest, self._text = self._text, ""
            yield rest

    def _json(self, last: bool) -> Iterator[dict[str, Any]]:
        if self._rows == 0 and not self._listed:
            self._text = self._text.lstrip(_BLANKS)
            if self._text.startswith("["):
                self._listed, self._text = True, self._text[1:]
        if self._listed:
            yield from self._items(last)
            return
        for line in self._lines(last):
            if line.strip(_BLANKS):
                yield self._object(line)

    def _object(self, line: str) -> dict[str, Any]:
        try:
            row: object = json.loads(line)
        except (ValueError, RecursionError):
            raise self._wrong("is no JSON") from None
        if not isinstance(row, dict):
            raise self._wrong("is no JSON object")
        return cast("dict[str, Any]", row)

    def _items(self, last: bool) -> Iterator[dict[str, Any]]:
        """Yield the objects of a list that are whole by now; after its end nothing is read."""
        at = 0
        while (found := _NEXT_ITEM.match(self._text, at)) is not None:
            at = found.end(1)
            if found[2] == "]":
                self._text = "]"
                return
            if found[2] != "{":
                raise self._wrong("is no JSON object")
            try:
                row, at = _DECODER.raw_decode(self._text, at)
            except (ValueError, RecursionError):
                break
            yield cast("dict[str, Any]", row)
        self._text = self._text[at:]
        if last:
            raise self._wrong("is cut, or no JSON")

    def _csv(self, last: bool) -> Iterator[dict[str, Any]]:
        """Yield the records that are whole. A line break within quotes is part of a record."""
        record = ""
        for line in self._lines(last):
            record += line
            if record.count('"') % 2:
                record += "\n"
                continue
            if cells := self._cells(record):
                if self._head is None:
                    self._head = cells
                else:
                    yield self._named(cells)
            record = ""
        if record and last:
            raise self._wrong("is cut within quotes")
        self._text = record + self._text

    def _cells(self, record: str) -> list[str]:
        try:
            return next(csv.reader([record.removesuffix("\r")], strict=True), _NO_CELLS)
        except csv.Error as error:
            raise self._wrong(f"is no CSV ({error})") from None

    def _named(self, cells: list[str]) -> dict[str, Any]:
        head = self._head or []
        if len(cells) > len(head):
            raise self._wrong(f"has {len(cells)} cells, and the head has {len(head)}")
        return dict(zip(head, [*cells, *[""] * (len(head) - len(cells))], strict=True))


class JsonLines:
    """Rows as a stream of JSON, one a line; each row is asked for when it is to be sent."""

    def __init__(self, rows: Iterable[Mapping[str, Body]]) -> None:
        self._rows = iter(rows)
        self._left = b""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, no more than ``size``; none at the end."""
        held = [self._left]
        length = len(self._left)
        while size < 0 or length < size:
            row = next(self._rows, None)
            if row is None:
                break
            held.append(_line(row))
            length += len(held[-1])
        whole = b"".join(held)
        at = len(whole) if size < 0 else size
        self._left = whole[at:]
        return whole[:at]


def _line(row: Mapping[str, Body]) -> bytes:
    return guarded(lambda: json.dumps(revealed(row)).encode() + b"\n", "cannot put a row together")
