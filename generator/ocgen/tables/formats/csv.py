"""CSV (RFC 4180) for spreadsheets, which take some texts for formulas: such a text has an apostrophe before it."""

from __future__ import annotations

import csv
import io

from ocgen.tables.rich import plain
from ocgen.tables.table import Table

# What starts a formula (OWASP, "CSV Injection"), the full-width forms included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def render(table: Table) -> str:
    """Return a line of headings and a line for each row; what is below another row follows it."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([guarded(column.title) for column in table.columns])
    for row in table.flat():
        writer.writerow([guarded(plain(value)) for value in row.cells])
    return written.getvalue()


def guarded(value: str) -> str:
    """Return the text, with an apostrophe before what a spreadsheet would take for a formula."""
    # A spreadsheet may drop blanks first, so blanks hide nothing here.
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
