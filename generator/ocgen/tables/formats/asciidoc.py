"""AsciiDoc: a table or a description list.

Sources: the AsciiDoc language documentation (substitutions, table cells). What could mean something is written as a
character reference, which every processor hands on to the reader: backslashes only work where a mark would match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.rich import Cell, Code, Emphasis, Hyperlink, Inline, Line, Reference, Strong, Text, neat
from ocgen.tables.table import Row, Table
from ocgen.text.addresses import web_address
from ocgen.text.markdown import visible

# Signs that are safe where they usually stand: inside a word, after one, before one.
_SIGN = re.compile(
    r"(?P<safe>(?<=[0-9A-Za-z])[._/-](?=[0-9A-Za-z])|(?<=[A-Za-z]{2})[.;](?= |\Z)|(?<=[a-z]):(?= )|[,?!%)]|\((?=[a-z]))"
    r"|[!-/:-@\[-`{-~]"
)
_STOP = "&#46;"
_LIST_MARK = re.compile(r"(\s*(?:[0-9]+|[A-Za-z]|[ivxIVX]+))([.)])")


def render(table: Table) -> str:
    """Return the table, a description list where its layout says so, or a sentence when it has no row."""
    if not table.rows:
        return f"{text(visible(table.no_rows))}\n"
    lines = _list(table, table.rows, "::") if table.layout == "list" else _table(table)
    return "".join(f"{line}\n" for line in lines)


def _table(table: Table) -> Iterator[str]:
    yield f'[%header,cols="{len(table.columns)}*"]'
    yield "|==="
    yield from (f"|{text(visible(column.title))}" for column in table.columns)
    for row in table.flat():
        yield ""
        for n, value in enumerate(row.cells):
            yield f"|{_place(row) * (n == 0)}{_lines(neat(value))}"
    yield "|==="


def _list(table: Table, rows: tuple[Row, ...], mark: str) -> Iterator[str]:
    for row in rows:
        yield f"{_place(row)}{_line(term(row))}{mark}"
        said = [f"* {_part(Strong(title))}: {_lines(lines)}" for title, lines in details(table, row)]
        yield from said or ["{empty}"]
        if row.children:
            yield from _list(table, row.children, f"{mark}:")


def _place(row: Row) -> str:
    """Return an anchor that only macros are looked for in: elsewhere ``--`` would become a dash, ``_x_`` emphasis."""
    return f"pass:m[anchor:{row.anchor}[\\]]" if row.anchor else ""


def _lines(lines: Cell) -> str:
    return " +\n".join(map(_line, lines))


def _line(line: Line) -> str:
    """Join the parts; two marked ones have nothing between them that could be a mark of its own."""
    shown = ""
    before: Inline | None = None
    for part in line:
        source = _part(part)
        if before is not None and not isinstance(before, Text):
            source = _after_mark(source) if isinstance(part, Text) else f"{{empty}}{source}"
        shown += source
        before = part
    return shown


def _after_mark(source: str) -> str:
    """Return text that follows a mark, its first full stop written so that AsciiDoc reads it as one."""
    return f".{source.removeprefix(_STOP)}" if source == _STOP or source.startswith(f"{_STOP} ") else source


def _part(part: Inline) -> str:
    match part:
        case Text(value):
            return text(value)
        case Code(value):
            return f"``{text(value)}``"
        case Strong(value):
            return f"**{text(value)}**"
        case Emphasis(value):
            return f"__{text(value)}__"
        case Hyperlink(value, url):
            address = web_address(url)
            return f"link:{_encoded_address(address)}[{text(value)}]" if address else text(value)
        case Reference(value, anchor):
            return f"pass:m[xref:{anchor}[{text(value)}\\]]"


def text(value: str) -> str:
    """Return AsciiDoc that shows a neat text."""
    escaped = _SIGN.sub(lambda match: match["safe"] or f"&#{ord(match[0])};", value)
    mark = _LIST_MARK.match(escaped)
    return f"{mark[1]}&#{ord(mark[2])};{escaped[mark.end() :]}" if mark else escaped


def _encoded_address(address: str) -> str:
    return re.sub(r"[^0-9A-Za-z:/.?%-]", lambda match: f"&#{ord(match[0])};", address)
