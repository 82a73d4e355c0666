"""Markdown with GitHub's tables; it is MDX too, where no element may stay open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.rich import Cell, Code, Hyperlink, Inline, Line, Reference, Strong, Text, neat
from ocgen.tables.table import Row, Table
from ocgen.targets.docs.markdown import code, link, text, visible

# Asterisks make text strong anywhere only when letters touch them (CommonMark 6.2, flanking).
_EDGED = re.compile(r"[0-9A-Za-z](.*[0-9A-Za-z])?", re.DOTALL)


def render(table: Table) -> str:
    """Return the table, a list where its layout says so, or a sentence when it has no row."""
    if not table.rows:
        return f"{text(visible(table.no_rows))}\n"
    if table.layout == "list":
        return "".join(f"{line}\n" for row in table.rows for line in _item(table, row))
    lines = [
        [text(visible(column.title)) for column in table.columns],
        [":---"] * len(table.columns),
        *([_place(row) * (n == 0) + _cell(c) for n, c in enumerate(row.cells)] for row in table.flat()),
    ]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _item(table: Table, row: Row) -> Iterator[str]:
    yield f"- {_place(row)}{_line(term(row))}"
    for title, lines in details(table, row):
        yield f"  - {_part(Strong(title), None)}: {'<br/>'.join(map(_line, lines))}"
    for child in row.children:
        yield from (f"  {line}" for line in _item(table, child))


def _place(row: Row) -> str:
    return f'<a id="{row.anchor}"></a>' if row.anchor else ""


def _cell(value: Cell) -> str:
    return "<br/>".join(map(_line, neat(value)))


def _line(line: Line) -> str:
    shown = ""
    before: Inline | None = None
    for part in line:
        source = _part(part, before)
        if source.startswith("[") and shown.endswith("!"):
            shown = f"{shown[:-1]}\\!"  # else the link would be an image
        shown += source
        before = part
    return shown


def _part(part: Inline, before: Inline | None) -> str:
    match part:
        case Text(value):
            return _text(value)
        case Code(value):
            # Two code spans in a row would be one with other fences.
            return f"<code>{text(value)}</code>" if isinstance(before, Code) else code(value)
        case Strong(value):
            plain = _EDGED.fullmatch(value) and not isinstance(before, Strong)
            return f"**{text(value)}**" if plain else f"<strong>{text(value)}</strong>"
        case Hyperlink(value, url):
            return link(value, url)
        case Reference(value, anchor):
            return f"[{text(value)}](#{anchor})"


def _text(value: str) -> str:
    """Keep the blanks at the ends."""
    escaped = text(value)
    return " " * value.startswith(" ") + escaped + " " * (value.endswith(" ") and bool(escaped))
