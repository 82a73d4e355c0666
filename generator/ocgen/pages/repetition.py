"""What a page tells once: rows of its tables that only repeat another one refer to that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ocgen.model import Parameter, Requirement
from ocgen.tables.rows import PageReference, PageRow


@dataclass(slots=True)
class Told:
    """Which parameters a page has described so far, and where."""

    _known: dict[tuple[str, Parameter], PageReference] = field(default_factory=dict)

    def once(self, table: str, rows: Iterable[PageRow], fields: Iterable[PageRow] = ()) -> tuple[PageRow, ...]:
        """Return the rows of a table; one that an earlier table of its kind has, refers to that.

        A row whose value is also that of one of the ``fields`` refers to the field. What is deprecated says so itself.
        """
        by_name = {row.parameter.name: row for row in fields}
        found = []
        for row in rows:
            source = row.source
            same = by_name.get(source.name) if source and source.kind == "configuration" else None
            own, what = _reference(same or row), (table, _described(row.parameter))
            earlier = self._known.get(what) or (own if same else None)
            self._known.setdefault(what, own)
            found.append(row if row.parameter.deprecated else replace(row, told=earlier))
        return tuple(found)


def _described(parameter: Parameter) -> Parameter:
    """Return a parameter as its description shows it: when it is required stands in a column of its own."""
    return replace(parameter, required=Requirement())


def _reference(row: PageRow) -> PageReference:
    return PageReference("row", row.parameter.name, row.parameter.label, row.anchor)
