"""Confluence's storage format: XHTML with macros for anchors and the links to them.

Source: Atlassian, "Confluence Storage Format" (tables, lists, links to anchors) and "Anchor Macro".
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.formats.registry import NO_ROWS
from ocgen.tables.formats.xml import cdata, href, text
from ocgen.tables.rich import Cell, Code, Inline, Line, Link, Reference, Strong, Text, neat, shown
from ocgen.tables.table import Row, Table


def render(table: Table) -> str:
    """Return a table, a list where its layout says so, or a paragraph when it has no row."""
    if not table.rows:
        return f"<p>{NO_ROWS}</p>\n"
    lines = _list(table, table.rows) if table.layout == "list" else _table(table)
    return "".join(f"{line}\n" for line in lines)


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield "<tbody>"
    yield "<tr>" + "".join(f"<th>{text(shown(column.title))}</th>" for column in table.columns) + "</tr>"
    for row in table.flat():
        cells = [_lines(neat(value)) for value in row.cells]
        yield "<tr>" + "".join(f"<td>{_place(row) * (n == 0)}{value}</td>" for n, value in enumerate(cells)) + "</tr>"
    yield "</tbody>"
    yield "</table>"


def _list(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    yield "<ul>"
    for row in rows:
        yield f"<li>{_place(row)}{_line(term(row))}"
        said = [f"<li><strong>{text(title)}:</strong> {_lines(lines)}</li>" for title, lines in details(table, row)]
        yield from ["<ul>", *said, "</ul>"] if said else []
        if row.children:
            yield from _list(table, row.children)
        yield "</li>"
    yield "</ul>"


def _place(row: Row) -> str:
    if not row.anchor:
        return ""
    parameter = f'<ac:parameter ac:name="">{text(row.anchor)}</ac:parameter>'
    return f'<ac:structured-macro ac:name="anchor">{parameter}</ac:structured-macro>'


def _lines(lines: Cell) -> str:
    return "<br/>".join(map(_line, lines))


def _line(line: Line) -> str:
    return "".join(map(_part, line))


def _part(part: Inline) -> str:
    match part:
        case Text(value):
            return text(value)
        case Code(value):
            return f"<code>{text(value)}</code>"
        case Strong(value):
            return f"<strong>{text(value)}</strong>"
        case Link(value, url):
            return f'<a href="{href(url)}">{text(value)}</a>' if href(url) else text(value)
        case Reference(value, anchor):
            body = f"<ac:plain-text-link-body>{cdata(value)}</ac:plain-text-link-body>"
            return f'<ac:link ac:anchor="{text(anchor)}">{body}</ac:link>'
