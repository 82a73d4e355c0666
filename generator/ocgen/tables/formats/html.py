"""HTML, without blank lines, so that it can stand in Markdown too."""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.formats.registry import NO_ROWS
from ocgen.tables.formats.xml import href, text
from ocgen.tables.rich import Cell, Code, Inline, Line, Link, Reference, Strong, Text, neat, shown
from ocgen.tables.table import Row, Table


def render(table: Table) -> str:
    """Return a table, a description list where its layout says so, or a sentence when it has no row."""
    if not table.rows:
        return f"<p>{NO_ROWS}</p>\n"
    lines = _list(table, table.rows) if table.layout == "list" else _table(table)
    return "".join(f"{line}\n" for line in lines)


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield "<thead>"
    yield "<tr>" + "".join(f'<th scope="col">{text(shown(column.title))}</th>' for column in table.columns) + "</tr>"
    yield "</thead>"
    yield "<tbody>"
    for row in table.flat():
        yield f"<tr{_id(row)}>" + "".join(f"<td>{_lines(neat(value))}</td>" for value in row.cells) + "</tr>"
    yield "</tbody>"
    yield "</table>"


def _list(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    yield "<dl>"
    for row in rows:
        yield f"<dt{_id(row)}>{_line(term(row))}</dt>"
        yield "<dd>"
        said = [f"<li><strong>{text(title)}:</strong> {_lines(lines)}</li>" for title, lines in details(table, row)]
        yield from ["<ul>", *said, "</ul>"] if said else []
        if row.children:
            yield from _list(table, row.children)
        yield "</dd>"
    yield "</dl>"


def _id(row: Row) -> str:
    return f' id="{text(row.anchor)}"' if row.anchor else ""


def _lines(lines: Cell) -> str:
    return "<br>".join(map(_line, lines))


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
            return f'<a href="#{text(anchor)}">{text(value)}</a>'
