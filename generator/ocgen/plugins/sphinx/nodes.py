"""A table as docutils nodes: what Sphinx renders, whatever the document is written in."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ocgen.tables.formats.lists import details, term
from ocgen.tables.rich import Cell, Code, Emphasis, Hyperlink, Inline, Line, Reference, Strong, Text, neat, plain
from ocgen.tables.table import Row, Table
from ocgen.text.addresses import web_address
from ocgen.text.markdown import visible

_WIDEST = 40


def render(table: Table, document: nodes.document) -> list[nodes.Node]:
    """Return a table, a definition list where its layout says so, or a sentence when it has no row.

    Rows become targets of ``document`` by their anchors, as far as these are not taken.
    """
    if not table.rows:
        return [nodes.paragraph("", visible(table.no_rows))]
    if table.layout == "list":
        return [_list(table, table.rows, document)]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=w) for w in _widths(table)), cols=len(table.columns))
    head = [nodes.entry("", nodes.paragraph("", visible(column.title))) for column in table.columns]
    body = [_placed(nodes.row("", *map(_entry, row.cells)), row, document) for row in table.flat()]
    group += [nodes.thead("", nodes.row("", *head)), nodes.tbody("", *body)]
    # A browser finds better widths by itself.
    return [nodes.table("", group, classes=["ocgen-table", "colwidths-auto"])]


def _widths(table: Table) -> Iterator[int]:
    """Yield how many characters wide each column is: its longest word, and more where there is much text."""
    for number, column in enumerate(table.columns):
        texts = [visible(column.title)]
        texts += [plain((line,)) for row in table.flat() for line in row.cells[number]]
        words = max(len(word) for text in texts for word in text.split() or [""])
        yield max(words, min(_WIDEST, max(map(len, texts)))) + 2  # literals stand in quotes


def _entry(value: Cell) -> nodes.entry:
    return nodes.entry("", *_paragraphs(neat(value)))


def _list(table: Table, rows: tuple[Row, ...], document: nodes.document) -> nodes.definition_list:
    found = nodes.definition_list(classes=["ocgen-table"])
    for row in rows:
        said = nodes.bullet_list()
        for title, (first, *more) in details(table, row):
            heading = (Strong(title), Text(": "))
            said += nodes.list_item("", *_paragraphs(((*heading, *first), *more)))
        definition = nodes.definition("", *([said] if said.children else []))
        if row.children:
            definition += _list(table, row.children, document)
        item = nodes.definition_list_item("", _placed(nodes.term("", "", *_line(term(row))), row, document), definition)
        found += item
    return found


def _placed(node: nodes.Element, row: Row, document: nodes.document) -> nodes.Element:
    if row.anchor and row.anchor not in document.ids:
        node["ids"].append(row.anchor)
        node["names"].append(nodes.fully_normalize_name(row.anchor))
        document.note_explicit_target(node)
    return node


def _paragraphs(lines: Cell) -> Iterator[nodes.paragraph]:
    return (nodes.paragraph("", "", *_line(line)) for line in lines)


def _line(line: Line) -> list[nodes.Node]:
    return [_part(part) for part in line]


def _part(part: Inline) -> nodes.Node:
    match part:
        case Text(value):
            return nodes.Text(value)
        case Code(value):
            return nodes.literal("", value)
        case Strong(value):
            return nodes.strong("", value)
        case Emphasis(value):
            return nodes.emphasis("", value)
        case Hyperlink(value, url):
            address = web_address(url)
            return nodes.reference("", value, refuri=address, internal=False) if address else nodes.Text(value)
        case Reference(value, anchor):
            return nodes.reference("", "", nodes.inline("", value), refid=anchor, internal=True)
