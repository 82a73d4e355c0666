"""CSV (RFC 4180) for spreadsheets, which take some texts for formulas: such a text has an apostrophe before it."""

from __future__ import annotations

import csv
import io

from ocgen.tables.rich import plain
from ocgen.tables.table import Table
from ocgen.text.characters import readable_lines

# What starts a formula (OWASP, "CSV Injection"), the full-width forms included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def render(table: Table) -> str:
    """Return a line of headings and a line for each row; what is below another row follows it."""
    cells = [[column.title for column in table.columns], *([plain(v) for v in row.cells] for row in table.flat())]
    return "".join(_line([guarded(readable_lines(value)) for value in row]) for row in cells)


def _line(values: list[str]) -> str:
    """Return a line. The writer quotes what holds a sign of its line ends, so it is told of both; the file has one."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerow(values)
    return written.getvalue().removesuffix("\r\n") + "\n"


def guarded(value: str) -> str:
    """Return the text, with an apostrophe before what a spreadsheet would take for a formula."""
    # A spreadsheet may drop blanks first, so blanks hide nothing here.
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
