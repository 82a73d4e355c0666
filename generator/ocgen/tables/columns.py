"""Reading a choice of columns: ``key,required,description="What it is"``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from ocgen.text.suggest import did_you_mean

_Maker = TypeVar("_Maker")

_COLUMN = re.compile(
    r"""\s*(?P<id>[A-Za-z][0-9A-Za-z_-]*)\s*
        (?:=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"\s*|(?P<bare>[^",]*)))?
        (?:,|\Z)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """A column by its id, and the heading it is to have; an empty one leaves the usual heading."""

    id: str
    title: str = ""


def parse_columns(value: str) -> tuple[WantedColumn, ...]:
    r"""Return the columns that ``value`` names, in its order; none for an empty text.

    A heading follows a column's id after ``=``. One with a comma, a quotation mark or blanks at its ends stands in
    quotation marks, where ``\"`` and ``\\`` stand for the signs themselves. Raises ValueError.
    """
    found: list[WantedColumn] = []
    at = 0
    while at < len(value):
        match = _COLUMN.match(value, at)
        if match is None:
            raise ValueError(f'columns cannot be read from "{value[at:]}" on')
        title = match["bare"].strip() if match["bare"] else ""
        if match["quoted"] is not None:
            title = re.sub(r"\\(.)", r"\1", match["quoted"], flags=re.DOTALL)
        found.append(WantedColumn(match["id"], title))
        at = match.end()
    if value.rstrip().endswith(","):
        raise ValueError("columns end in a comma")
    return tuple(found)


def cell_maker(makers: Mapping[str, _Maker], column: str) -> _Maker:
    """Return what makes the cell of a column of that id; raises ValueError, which suggests another id."""
    if column not in makers:
        remedy = did_you_mean(column, makers) or f"known: {', '.join(makers)}"
        raise ValueError(f'no cell of a row is named "{column}"; {remedy}')
    return makers[column]
