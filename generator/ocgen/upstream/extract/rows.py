"""What a page's tables and lists say of single values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ocgen.upstream.extract.columns import Purpose, columns_of
from ocgen.upstream.extract.vocabulary import Vocabulary
from ocgen.upstream.sources.document import (
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    SourceDocument,
    SourceRow,
    SourceTable,
    code_spans,
    plain,
)

_NAME = re.compile(r"[A-Za-z][\w.\[\]-]{0,199}\Z")
_GROUP = re.compile(r"\W*(?:optional|required|mandatory)\b", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z][a-z]*(?: [A-Za-z&/-]+){0,8}[:.]?\Z")
_QUOTED_NAME = re.compile(r"[\"']([A-Za-z][\w.]{0,199})[\"'] *:")
_LISTED = re.compile(
    r"[\W_]*([A-Za-z][A-Za-z0-9_.]{0,60}[A-Za-z0-9])[`'\"_]*\s*[-\u2013\u2014:`]+[_*]*\s*(.*)\Z", re.DOTALL
)
_FURTHER = re.compile(r",\s+([A-Za-z][\w.]{1,60}) [-\u2013\u2014] ")
_LIST_BEGINS = re.compile(r"query parameters?\W*\Z", re.IGNORECASE)
_CALLBACK_BEGINS = re.compile(
    r"provides the following information|parse from the callback|callback url will contain|two query string parameters",
    re.IGNORECASE,
)
_QUOTED_WORD = re.compile(r"[\u201c\"`\u2018']([A-Za-z_]{2,30})[\u201d\"`\u2019']")
_JOINED_WORD = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)+")
_BARE = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)*\Z")
_CODE = re.compile(r"`[^`\n]*`")
_QUOTES = "'\"\u2018\u2019\u201c\u201d` "


@dataclass(frozen=True, slots=True)
class StatedRow:
    """What one row or item says of one value."""

    purpose: Purpose
    name: str
    label: str
    description: str
    type: str | None  # what its column holds; None where there is no such cell
    required: str | None  # the same
    line: int
    block: int  # the place of its block in the document
    cells_missing: bool = False
    group: str | None = None  # what heads its part of the table, where that says whether values are required
    shared: bool = False  # its description is a cell that it shares with rows above


def said(document: SourceDocument, names: frozenset[str], words: Vocabulary) -> Iterator[StatedRow]:
    """Yield everything that tables and lists say; ``names`` are those of the bodies, which may hold blanks."""
    known = {name.lower(): name for name in (*sorted(words.all), *sorted(names))}
    callback = words.callback | words.refusal
    listing: Purpose | None = None
    for number, block in enumerate(document.blocks):
        if isinstance(block, SourceTable):
            yield from _about(list(_table(block, number, known)), words)
        elif isinstance(block, Paragraph | Item) and _LIST_BEGINS.search(plain(block.text)):
            listing = "query"
        elif isinstance(block, Paragraph) and _CALLBACK_BEGINS.search(block.text):
            yield from _named_in(block, number, callback)
            listing = "callback"
        elif isinstance(block, Item) and listing:
            yield from _item(block, number, listing)
        elif isinstance(block, Heading | CodeBlock) or (isinstance(block, Paragraph) and listing == "query"):
            listing = None


def _about(rows: list[StatedRow], words: Vocabulary) -> list[StatedRow]:
    """Correct the purpose of a table that is headed as one of query parameters and holds those of a callback."""
    names = {row.name for row in rows}
    if names & (words.callback - words.query) and not names & (words.query - words.callback):
        return [replace(row, purpose="callback") if row.purpose == "query" else row for row in rows]
    return rows


def _table(table: SourceTable, number: int, known: dict[str, str]) -> Iterator[StatedRow]:
    header = [plain(cell).lower() for cell in table.header]
    columns = columns_of(header)
    if columns is None:
        return
    group: str | None = None
    for row in table.rows:
        first = row.cells[0] if row.cells else ""
        if row.across or _is_group(row, known):
            group = first if _GROUP.match(plain(first)) else None
            continue
        label, name = _label_and_name(first, known)
        if name:
            missing = 0 < len([c for c in row.cells if c.strip()]) < len(header)
            yield StatedRow(
                columns.purpose, name, label, _cell(row, columns.description) or "", _cell(row, columns.type),
                _cell(row, columns.required), row.line, number, missing, group, columns.description in row.held,
            )  # fmt: skip


def _is_group(row: SourceRow, known: dict[str, str]) -> bool:
    """Whether a row only heads those below it: words in its first cell that name nothing, and no other cell."""
    first = row.cells[0].strip() if row.cells else ""
    alone = bool(first) and not any(cell.strip() for cell in row.cells[1:]) and len(row.cells) > 1
    return alone and "`" not in first and plain(first).lower() not in known and _WORDS.match(plain(first)) is not None


def _cell(row: SourceRow, at: int | None) -> str | None:
    if at is None or at >= len(row.cells) or not row.cells[at].strip():
        return None
    return row.cells[at].strip()


def _label_and_name(cell: str, known: dict[str, str]) -> tuple[str, str]:
    """Split a row's first cell; the name is code, or on a line of its own, or all there is.

    What is no code and is written as a known name but for its case, is the label of that one.
    """
    spans = [span.strip(_QUOTES) for span in code_spans(cell)]
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    named = [*spans, *_QUOTED_NAME.findall(cell)]
    for candidate in reversed(named):
        if candidate in known.values() or _NAME.match(candidate):
            rest = _CODE.sub("", cell).split("\n")
            return " ".join(text for part in rest if (text := plain(part)) and text != candidate), candidate
    for number, line in reversed(list(enumerate(lines))):
        candidate = line.strip(_QUOTES)
        if name := known.get(candidate.lower(), candidate if _NAME.match(candidate) else ""):
            label = [plain(other) for at, other in enumerate(lines) if at != number]
            return " ".join(label or [candidate] * (name != candidate)), name
    return "", ""


def _item(item: Item, number: int, purpose: Purpose) -> Iterator[StatedRow]:
    found = _LISTED.match(item.text)
    if found:
        yield StatedRow(purpose, found[1], "", found[2].strip(), None, None, item.line, number)
        for further in _FURTHER.finditer(found[2]):  # a parameter within the item of another
            yield StatedRow(purpose, further[1], "", found[2][further.end() :], None, None, item.line, number)
    elif purpose == "callback" and _BARE.match(plain(item.text).strip(_QUOTES)):
        yield StatedRow(purpose, plain(item.text).strip(_QUOTES), "", "", None, None, item.line, number)


def _named_in(paragraph: Paragraph, number: int, callback: frozenset[str]) -> Iterator[StatedRow]:
    quoted = dict.fromkeys(_QUOTED_WORD.findall(paragraph.text))
    joined = dict.fromkeys(_JOINED_WORD.findall(paragraph.text))  # no word of a sentence
    for name in (name for name in quoted | joined if name in callback):
        yield StatedRow("callback", name, "", "", None, None, paragraph.line, number)
