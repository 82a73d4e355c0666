"""Confluence's storage format: XHTML with macros for anchors and the links to them.

Source: Atlassian, "Confluence Storage Format" (tables, lists, links to anchors) and "Anchor Macro".
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.formats.xml import XmlVocabulary, cdata, fragment, text
from ocgen.tables.rich import Cell, neat
from ocgen.tables.table import Row, Table
from ocgen.text.markdown import visible


def _reference(value: str, anchor: str) -> str:
    body = f"<ac:plain-text-link-body>{cdata(value)}</ac:plain-text-link-body>"
    return f'<ac:link ac:anchor="{anchor}">{body}</ac:link>'


_VOCABULARY = XmlVocabulary(
    code="code",
    strong="strong",
    emphasis="em",
    link=lambda value, address: f'<a href="{address}">{value}</a>',
    reference=_reference,
)


def render(table: Table) -> str:
    """Return a table, a list where its layout says so, or a paragraph when it has no row."""
    return fragment(table, _table(table), _list(table, table.rows))


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield "<tbody>"
    yield "<tr>" + "".join(f"<th>{text(visible(column.title))}</th>" for column in table.columns) + "</tr>"
    for row in table.flat():
        cells = [_lines(neat(value)) for value in row.cells]
        yield "<tr>" + "".join(f"<td>{_place(row) * (n == 0)}{value}</td>" for n, value in enumerate(cells)) + "</tr>"
    yield "</tbody>"
    yield "</table>"


def _list(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    yield "<ul>"
    for row in rows:
        yield f"<li>{_place(row)}{_VOCABULARY.line(term(row))}"
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
    return "<br/>".join(map(_VOCABULARY.line, lines))
