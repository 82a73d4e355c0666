"""HTML, without blank lines, so that it can stand in Markdown too."""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.formats.xml import XmlVocabulary, fragment, place, text
from ocgen.tables.rich import Cell, neat
from ocgen.tables.table import Row, Table
from ocgen.text.markdown import visible

_VOCABULARY = XmlVocabulary(
    code="code",
    strong="strong",
    emphasis="em",
    link=lambda value, address: f'<a href="{address}">{value}</a>',
    reference=lambda value, anchor: f'<a href="#{anchor}">{text(value)}</a>',
)


def render(table: Table) -> str:
    """Return a table, a description list where its layout says so, or a sentence when it has no row."""
    return fragment(table, _table(table), _list(table, table.rows))


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield "<thead>"
    yield "<tr>" + "".join(f'<th scope="col">{text(visible(column.title))}</th>' for column in table.columns) + "</tr>"
    yield "</thead>"
    yield "<tbody>"
    for row in table.flat():
        yield f"<tr{place(row)}>" + "".join(f"<td>{_lines(neat(value))}</td>" for value in row.cells) + "</tr>"
    yield "</tbody>"
    yield "</table>"


def _list(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    yield "<dl>"
    for row in rows:
        yield f"<dt{place(row)}>{_VOCABULARY.line(term(row))}</dt>"
        yield "<dd>"
        said = [f"<li><strong>{text(title)}:</strong> {_lines(lines)}</li>" for title, lines in details(table, row)]
        yield from ["<ul>", *said, "</ul>"] if said else []
        if row.children:
            yield from _list(table, row.children)
        yield "</dd>"
    yield "</dl>"


def _lines(lines: Cell) -> str:
    return "<br>".join(map(_VOCABULARY.line, lines))
