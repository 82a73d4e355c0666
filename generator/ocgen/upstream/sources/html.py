"""HTML as a browser saves it -> document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ocgen.upstream.sources.document import (
    Block,
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    SourceDocument,
    SourceRow,
    SourceTable,
    typed,
)
from ocgen.upstream.sources.grid import Grid, Line, grid_of
from ocgen.upstream.sources.listing import code_of, is_listing
from ocgen.upstream.sources.markup import Element, MarkupStep, MarkupTree, content, flow, parse

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "dl", "dt", "dd", "blockquote", "li", "main", "body", "header",
     "footer", "aside", "details", "summary", "figure", "figcaption", "caption", "form", "fieldset", "legend", "label",
     "table", "tr", "td", "th", "hr", *_HEADINGS}
)  # fmt: skip
_CODE = frozenset({"code", "tt", "samp", "kbd"})
_MAX_LINES, _MAX_BROKEN = 300, 20  # of a body that stands as running text; bodies that never end
_SAMPLE = re.compile(r"`*\s*(?:\{|(?:curl|GET|POST|PUT|PATCH|DELETE)\s)")


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """What of a page was not read: from which line on, and why."""

    line: int
    reason: str


def read_html(text: str) -> tuple[SourceDocument, UnreadPart | None]:
    """Return the document of an HTML text, and what of it could not be read.

    Raises:
        ModuleNotFoundError: lxml is not installed.
    """
    tree = parse(text)
    if tree.root is None:
        return SourceDocument(()), _unread(tree)
    walker = _Walker()
    walker.walk(tree.root)
    title = next((typed(content(one)) for one in tree.root.iterfind("head/title")), "")
    return SourceDocument(tuple(_with_samples(walker.blocks)), " ".join(title.split())), _unread(tree)


def _unread(tree: MarkupTree) -> UnreadPart | None:
    return UnreadPart(tree.cut, f"{tree.reason}; the rest was not read") if tree.cut else None


class _Text:
    """Text that gathers until something breaks the line: code between backticks, line breaks kept."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.start = 1
        self.code = 0

    def take(self, step: MarkupStep) -> None:
        if step.kind == "text":
            if not any(part.strip(" \n`") for part in self.parts) and step.text.strip():
                self.start = step.line + _leading_lines(step.text)
            self.parts.append(step.text.replace("\n", " "))
        elif step.element.tag == "br" and step.kind == "start":
            self.parts.append("\n")
        elif step.element.tag in _CODE and content(step.element).strip():
            self.code += 1 if step.kind == "start" else -1
            if self.code == (step.kind == "start"):  # code within code is code
                self.parts.append("`")

    def taken(self) -> str:
        """Return the text, its blanks made one, and begin again."""
        lines = (" ".join(part.split()) for part in "".join(self.parts).split("\n"))
        self.parts.clear()
        return "\n".join(line for line in lines if line)


class _Walker:
    """Collects the blocks of a page."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text = _Text()
        self.items = 0

    def walk(self, root: Element) -> None:
        for step in flow(root, _is_whole):
            tag = step.element.tag
            if step.kind == "whole":
                self._flush()
                self._whole(step.element)
            elif step.kind == "text" or tag not in _BREAKING:
                self.text.take(step)
            else:
                self._flush(tag if step.kind == "end" else "")
                self.items += (tag == "li") * (1 if step.kind == "start" else -1)
        self._flush()

    def _whole(self, element: Element) -> None:
        if is_listing(element):
            if code := code_of(element):
                self.blocks.append(code)
        elif grid := grid_of(element, cell_text):
            self.blocks.append(_table(element, grid))
            for line in grid.rows:
                self._within(line)
        else:
            self.walk(element)

    def _within(self, line: Line) -> None:
        """Take the samples and tables that stand in the cells of a row, but for single words of code."""
        for cell in line.own:
            for step in flow(cell, _is_whole):
                if step.kind == "whole" and not _is_word(step.element):
                    self._whole(step.element)

    def _flush(self, closing: str = "") -> None:
        start, text = self.text.start, self.text.taken()
        if not text:
            return
        if closing in _HEADINGS:
            self.blocks.append(Heading(start, _HEADINGS[closing], text))
        else:
            self.blocks.append((Item if self.items else Paragraph)(start, text))


def cell_text(cell: Element) -> str:
    """Return what a cell says; its samples and tables are blocks of their own."""
    text = _Text()
    for step in flow(cell, _is_whole):
        if step.kind == "whole":
            text.parts.append(f"\n`{typed(content(step.element)).strip()}`\n" if _is_word(step.element) else "\n")
        elif step.kind != "text" and step.element.tag in _BREAKING:
            text.parts.append("\n")
        else:
            text.take(step)
    return text.taken()


def _is_whole(element: Element) -> bool:
    return element.tag == "table" or is_listing(element)


def _is_word(element: Element) -> bool:
    """Whether preformatted text in a cell is no sample but a name or a value."""
    text = content(element).strip()
    return element.tag == "pre" and 0 < len(text) < 200 and "\n" not in text and not _SAMPLE.match(text)


def _table(table: Element, grid: Grid) -> SourceTable:
    rows = (SourceRow(line.line, tuple(_cells(grid, line)), line.across, _held(grid, line)) for line in grid.rows)
    return SourceTable(table.sourceline or 1, grid.header, tuple(rows))


def _cells(grid: Grid, line: Line) -> Iterator[str]:
    """Yield the text of each column: of the cells under its head; a cell over several columns stands in the first."""
    seen: set[Element] = set()
    for places in grid.columns:
        cells = [line.cells[at] for at in places if at < len(line.cells)]
        new = dict.fromkeys(cell for cell in cells if cell is not None and cell not in seen)
        seen.update(new)
        yield "\n".join(text for cell in new if (text := cell_text(cell)))


def _held(grid: Grid, line: Line) -> frozenset[int]:
    """The columns whose cell is one from above that spans this row."""
    own = set(line.own)
    return frozenset(
        number for number, places in enumerate(grid.columns)
        if any(at < len(line.cells) and line.cells[at] is not None and line.cells[at] not in own for at in places)
    )  # fmt: skip


def _leading_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def _with_samples(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, with code that stands as running text made code: a body over lines, or a paragraph a line."""
    at = failed = 0
    while at < len(blocks):
        block, end = blocks[at], at + 1
        if failed < _MAX_BROKEN and isinstance(block, Paragraph | Item) and _SAMPLE.match(block.text):
            lines = [block.text]
            depth = _depth(block.text)
            while (
                depth > 0
                and end < min(len(blocks), at + _MAX_LINES)
                and isinstance(following := blocks[end], Paragraph | Item)
            ):
                depth += _depth(following.text)
                lines.append(following.text)
                end += 1
            text = "\n".join(lines)
            if depth <= 0 and "\n" in text:
                yield CodeBlock(block.line, text.replace("`", ""))
                at = end
                continue
            failed += depth > 0
            end = at + 1
        yield block
        at = end


def _depth(text: str) -> int:
    return text.count("{") - text.count("}")
