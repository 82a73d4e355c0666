"""DITA: a CALS table or a definition list, to stand in the body of a topic.

Source: OASIS DITA 1.3, Part 3, `table`, `dl` and `xref`. Ids below a topic are name tokens, as the anchors are; the
dot in ``#./id`` means the topic that the reference stands in.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.formats.xml import XmlVocabulary, fragment, place, text
from ocgen.tables.rich import Cell, neat
from ocgen.tables.table import Row, Table
from ocgen.text.markdown import visible

_VOCABULARY = XmlVocabulary(
    code="codeph",
    strong="b",
    emphasis="i",
    link=lambda value, address: f'<xref href="{address}" format="html" scope="external">{value}</xref>',
    reference=lambda value, anchor: f'<xref href="#./{anchor}">{text(value)}</xref>',
)


def render(table: Table) -> str:
    """Return a table, a definition list where its layout says so, or a paragraph when it has no row."""
    return fragment(table, _table(table), _list(table, table.rows))


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield f'<tgroup cols="{len(table.columns)}">'
    yield from (f'<colspec colnum="{n}" colname="c{n}"/>' for n in range(1, len(table.columns) + 1))
    yield "<thead>"
    yield "<row>" + "".join(f"<entry>{text(visible(column.title))}</entry>" for column in table.columns) + "</row>"
    yield "</thead>"
    yield "<tbody>"
    for row in table.flat():
        yield f"<row{place(row)}>" + "".join(f"<entry>{_lines(neat(value))}</entry>" for value in row.cells) + "</row>"
    yield "</tbody>"
    yield "</tgroup>"
    yield "</table>"


def _list(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    yield "<dl>"
    for row in rows:
        yield f"<dlentry{place(row)}>"
        yield f"<dt>{_VOCABULARY.line(term(row))}</dt>"
        yield "<dd>"
        said = [f"<li><b>{text(title)}:</b> {_lines(lines)}</li>" for title, lines in details(table, row)]
        yield from ["<ul>", *said, "</ul>"] if said else []
        if row.children:
            yield from _list(table, row.children)
        yield "</dd>"
        yield "</dlentry>"
    yield "</dl>"


def _lines(lines: Cell) -> str:
    """Return lines as paragraphs where there are several: DITA has no line break in prose."""
    if len(lines) == 1:
        return _VOCABULARY.line(lines[0])
    return "".join(f"<p>{_VOCABULARY.line(line)}</p>" for line in lines)
