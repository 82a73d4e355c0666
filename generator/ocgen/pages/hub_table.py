"""Tables of an instance's calls and fields that leave out what they would say of no row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ocgen.pages.placement import Placement
from ocgen.tables.formats.md import grid
from ocgen.tables.hub_calls import HubRow, hub_cell
from ocgen.tables.rich import EMPTY, neat
from ocgen.tables.table import Column, Row, Table
from ocgen.tables.values import yes_no
from ocgen.text.phrases import Phrases


def hub_table(placement: Placement, phrases: Phrases) -> Callable[[Sequence[HubRow], Mapping[str, str]], str]:
    """Return the filter ``hub_table`` for a page that stands in this place."""
    silent = (EMPTY, yes_no(False, phrases))

    def hub_table(rows: Sequence[HubRow], columns: Mapping[str, str]) -> str:
        """Return a table of calls or fields; ``columns`` are the headings by the columns' ids.

        A column in which every cell is empty or "no" is left out: where nobody knows which fields are required, the
        page must not say that none is.
        """
        made = [tuple(neat(hub_cell(row, column, phrases)) for column in columns) for row in rows]
        kept = [n for n, cells in enumerate(zip(*made, strict=True)) if any(cell not in silent for cell in cells)]
        headings = [Column(column, title) for column, title in columns.items()]
        table = Table(
            columns=tuple(headings[n] for n in kept),
            rows=tuple(
                Row(placement.id(row.anchor), tuple(cells[n] for n in kept))
                for row, cells in zip(rows, made, strict=True)
            ),
        )
        return grid(table, "<br>").rstrip("\n")

    return hub_table
