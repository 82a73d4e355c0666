"""Markdown with GitHub's tables; it is MDX too, where no element may stay open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from ocgen.tables.formats.lists import details, term
from ocgen.tables.rich import Cell, Code, Emphasis, Hyperlink, Inline, Line, Reference, Strong, Text, neat
from ocgen.tables.table import Row, Table
from ocgen.text.markdown import code, link, text, visible

_CLOSING = (" ", ".", ",", ";", ":", "!", "?", ")")
_BREAK = "<br/>"  # MDX wants it closed
_EDGED = re.compile(r"[0-9A-Za-z](.*[0-9A-Za-z])?", re.DOTALL)


def render(table: Table) -> str:
    """Return the table, a list where its layout says so, or a sentence when it has no row."""
    if not table.rows:
        return f"{text(visible(table.no_rows))}\n"
    if table.layout == "list":
        return "".join(f"{line}\n" for row in table.rows for line in _item(table, row))
    return grid(table, _BREAK)


def grid(table: Table, line_break: str) -> str:
    """Return the rows of a table as a table, with ``line_break`` between the lines of a cell."""
    lines = [
        [text(visible(column.title)) for column in table.columns],
        [":---"] * len(table.columns),
        *([_place(row) * (n == 0) + markdown(c, line_break) for n, c in enumerate(row.cells)] for row in table.flat()),
    ]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _item(table: Table, row: Row) -> Iterator[str]:
    yield f"- {_place(row)}{_line(term(row))}"
    for title, lines in details(table, row):
        yield f"  - {_part(Strong(title), None, Text(':'))}: {_BREAK.join(map(_line, lines))}"
    for child in row.children:
        yield from (f"  {line}" for line in _item(table, child))


def _place(row: Row) -> str:
    return f'<a id="{row.anchor}"></a>' if row.anchor else ""


def markdown(value: Cell, line_break: str) -> str:
    """Return a cell as Markdown on one line, with ``line_break`` between the lines of the cell."""
    return line_break.join(map(_line, neat(value)))


def _line(line: Line) -> str:
    shown = ""
    before: Inline | None = None
    for part, after in zip_longest(line, line[1:]):
        source = _part(part, before, after)
        if source.startswith("[") and shown.endswith("!"):
            shown = f"{shown[:-1]}\\!"  # else the link would be an image
        shown += source
        before = part
    return shown


def _part(part: Inline, before: Inline | None, after: Inline | None) -> str:
    match part:
        case Text(value):
            return _text(value)
        case Code(value):
            # Two code spans in a row would be one with other fences.
            return f"<code>{text(value)}</code>" if isinstance(before, Code) else code(value)
        case Strong(value):
            marked = _takes_asterisks(value, before, after)
            return f"**{text(value)}**" if marked else f"<strong>{text(value)}</strong>"
        case Emphasis(value):
            return f"*{text(value)}*" if _takes_asterisks(value, before, after) else f"<em>{text(value)}</em>"
        case Hyperlink(value, url):
            return link(value, url)
        case Reference(value, anchor):
            return f"[{text(value)}](#{anchor})"


def _takes_asterisks(value: str, before: Inline | None, after: Inline | None) -> bool:
    """Whether asterisks around a text are read as marks (CommonMark 6.2, flanking).

    They are when letters touch them from inside, and when blanks, an end of the line or, behind them, a sign that goes
    on with the sentence stand outside.
    """
    if _EDGED.fullmatch(value):
        return not isinstance(before, Strong | Emphasis)
    opens = before is None or (isinstance(before, Text) and before.text.endswith(" "))
    closes = after is None or (isinstance(after, Text) and after.text.startswith(_CLOSING))
    return opens and closes


def _text(value: str) -> str:
    """Return text as Markdown, with the blanks at its ends, which join it to its neighbours."""
    escaped = text(value)
    return " " * value.startswith(" ") + escaped + " " * (value.endswith(" ") and bool(escaped))
