"""A member of a JSON body as cells, one a column."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ocgen.tables.columns import cell_maker
from ocgen.tables.rich import Cell, Code, Text, cell, codes, followed, prose
from ocgen.tables.rows import MemberRow
from ocgen.tables.values import accepted, always, sent, yes_no
from ocgen.text.characters import spelled
from ocgen.text.phrases import Phrases


@dataclass(frozen=True, slots=True)
class MemberCells:
    """Makes the cells of members, for tables and for pages."""

    phrases: Phrases

    def cell(self, row: MemberRow, column: str) -> Cell:
        """Return one cell of a member, by the id of its column; raises ValueError for another id."""
        return cell_maker(_CELLS, column)(self, row)

    def of(self, row: MemberRow) -> dict[str, Cell]:
        """Return the cells of a member, by the ids of their columns."""
        return {column: make(self, row) for column, make in _CELLS.items()}

    def type(self, row: MemberRow) -> Cell:
        """Return the JSON type, that of an array with what it holds."""
        p = row.property
        _ = self.phrases.gettext
        return cell(Text(_("%(type)s of %(items)ss", type=p.type, items=p.items) if p.items else p.type))

    def details(self, row: MemberRow) -> Cell:
        """Return what the member is, and what it is always or may be."""
        p = row.property
        said = prose(p.description)
        if row.const is not None:
            return followed(said, (always(row.const, self.phrases),), apart=len(said) > 1)
        return (*said, accepted((sent(value, self.phrases) for value in p.enum), self.phrases)) if p.enum else said


def _accepted(row: MemberRow) -> Cell:
    return (codes(tuple(map(spelled, row.property.enum))),) if row.property.enum else ()


def _example(row: MemberRow) -> Cell:
    p = row.property
    return () if p.example is None or p.secret else cell(Code(json.dumps(p.example, ensure_ascii=False)))


_CELLS: Mapping[str, Callable[[MemberCells, MemberRow], Cell]] = {
    "member": lambda _, row: cell(Code(".".join(row.path))),
    "required": lambda cells, row: yes_no(row.required, cells.phrases),
    "type": MemberCells.type,
    "secret": lambda cells, row: yes_no(row.property.secret, cells.phrases),
    "accepted": lambda _, row: _accepted(row),
    "example": lambda _, row: _example(row),
    "description": lambda _, row: prose(row.property.description),
    "details": MemberCells.details,
}
