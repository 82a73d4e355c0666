"""The table that every format renders, and the record that it is chosen from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ocgen.tables.rich import EMPTY, Cell

Layout = Literal["table", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the id that options name it by, and its heading (of a section's columns, in English)."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``anchor`` is empty where rows have no ids, ``children`` are the members of what the row describes."""

    anchor: str
    cells: tuple[Cell, ...]  # as many as the table has columns
    children: tuple[Row, ...] = ()

    def flat(self) -> Iterator[Row]:
        """Yield the row and, after it, everything below it."""
        yield self
        for child in self.children:
            yield from child.flat()


@dataclass(frozen=True, slots=True)
class Table:
    """What a format renders. ``layout`` is list where a table would be unreadable; the first column is its term.

    ``no_rows`` is what stands in its place when it has no row.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    layout: Layout = "table"
    no_rows: str = "None."

    def flat(self) -> tuple[Row, ...]:
        """Return all rows, those below others included, in order."""
        return tuple(row for top in self.rows for row in top.flat())


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that a section knows of one row: the cell of each column, and what filters ask for."""

    anchor: str
    cells: Mapping[str, Cell]
    required: bool = False
    secret: bool = False
    methods: tuple[str, ...] = ()
    group: str = ""
    children: tuple[Record, ...] = field(default=())

    def cell(self, column: str) -> Cell:
        """Return the cell of a column; empty when the record says nothing there."""
        return self.cells.get(column, EMPTY)
