"""Tables of HTML as they are seen: cells that span, titles over a header, tables that only lay out what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ocgen.upstream.extract.columns import purpose_of
from ocgen.upstream.sources.document import plain
from ocgen.upstream.sources.listing import is_listing
from ocgen.upstream.sources.markup import Element

_MAX_SPAN, _MAX_COLUMNS = 1000, 60  # HTML's own bound for a row; a parameter table has five columns
_LONG = 100  # characters; the head of a column is a word or two
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a cell for each column. One that only one cell fills, across all columns, is ``across``."""

    line: int
    cells: tuple[Element | None, ...]
    own: tuple[Element, ...]  # the cells that begin here
    heads: bool  # all of these are heads
    across: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data: the heads of its columns, the places of the cells under each, and its rows."""

    header: tuple[str, ...]
    columns: tuple[range, ...]
    rows: tuple[Line, ...]


def rows_of(table: Element) -> Iterator[Line]:
    """Yield the rows of a table, not of those within it; a cell that spans stands in each of its places."""
    held: dict[int, tuple[int, Element]] = {}  # column -> rows that its cell still spans
    rows = [(row, cells) for row in _rows(table) if (cells := _cells(row))]
    width = max((sum(_span(cell, "colspan") for cell in cells) for _, cells in rows), default=0)
    for row, own in rows:
        placed: list[Element | None] = []
        for cell in own:
            _fill(placed, held)
            for _ in range(min(_span(cell, "colspan"), _MAX_COLUMNS - len(placed))):
                if (down := _span(cell, "rowspan")) > 1:
                    held[len(placed)] = (down, cell)
                placed.append(cell)
        _fill(placed, held)
        held = {at: (left - 1, cell) for at, (left, cell) in held.items() if left > 1}
        across = width > 1 and len(own) == 1 and len(set(placed)) == 1 and _span(own[0], "colspan") >= width
        heads = all(cell.tag == "th" for cell in own)
        yield Line(row.sourceline or 1, tuple(placed), tuple(own), heads, across)


def grid_of(table: Element, text: Callable[[Element], str]) -> Grid | None:
    """Return a table of data; None for one that only lays out. ``text`` tells what a cell says.

    The header is the first row that is more than a title across the table, with the rows of heads below it.
    """
    lines = list(rows_of(table))
    first = next((at for at, line in enumerate(lines) if not line.across), len(lines))
    end = first + 1
    while end < len(lines) and lines[first].heads and lines[end].heads and not lines[end].across:
        end += 1
    heads = lines[first:end]
    if not heads or len(heads[-1].cells) < 2 or table.get("role") in {"presentation", "none"}:
        return None
    columns = tuple(_columns(heads[-1]))
    if not any(_holds_blocks(cell) for line in heads for cell in line.own):
        header = tuple(_joined(heads, places.start, text) for places in columns)
        short = all(len(head) <= _LONG for head in header)
        if short and len(columns) > 1 and purpose_of([plain(head).lower() for head in header]):
            return Grid(header, columns, tuple(lines[end:]))
        if not any(_holds_blocks(cell) for line in lines[end:] for cell in line.own):
            return Grid(header, columns, tuple(lines[end:]))
    return None


def _columns(line: Line) -> Iterator[range]:
    """Yield the places of the cells under each head."""
    start = 0
    for at in range(1, len(line.cells) + 1):
        if at == len(line.cells) or line.cells[at] is not line.cells[start]:
            yield range(start, at)
            start = at


def _rows(table: Element) -> Iterator[Element]:
    """Yield its rows; a cell outside of any row is a row of those that stand together."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")
    if any(child.tag in {"td", "th"} for child in table):
        yield table


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isascii() and value.isdecimal() and len(value) < 9 else 1


def _fill(cells: list[Element | None], held: dict[int, tuple[int, Element]]) -> None:
    while len(cells) in held and len(cells) < _MAX_COLUMNS:
        cells.append(held[len(cells)][1])


def _joined(lines: list[Line], at: int, text: Callable[[Element], str]) -> str:
    """Return the head of a column over several rows; a cell that spans them is told once."""
    cells = dict.fromkeys(line.cells[at] for line in lines if at < len(line.cells))
    return " ".join(text(cell) for cell in cells if cell is not None).strip()


def _holds_blocks(cell: Element) -> bool:
    """Whether a cell holds what no cell of data does: a heading, a table, code over several lines."""
    for inner in cell.iterdescendants():
        if inner.tag in _HEADINGS or inner.tag == "table":
            return True
        if inner.tag in {"pre", "code", "samp"} and is_listing(inner) and "\n" in "".join(inner.itertext()).strip():
            return True
    return False
