"""What lists of every format share."""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.tables.rich import Line, Text, neat, one_line
from ocgen.tables.table import Row, Table
from ocgen.text.markdown import visible

_NO_TERM: Line = (Text("-"),)


def term(row: Row) -> Line:
    """Return the term of a row in a list, on one line and never empty."""
    return one_line(neat(row.cells[0])) or _NO_TERM


def details(table: Table, row: Row) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield the neat heading and lines of each cell below a row's term; an empty one is left out."""
    for column, value in zip(table.columns[1:], row.cells[1:], strict=True):
        if lines := neat(value):
            yield visible(column.title) or "-", lines
