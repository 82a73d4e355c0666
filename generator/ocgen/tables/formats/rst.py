"""reStructuredText: a list-table or a definition list.

Sources: the reStructuredText specification (escaping, inline markup recognition, list-table) of docutils. Everything
that could mean something is escaped by a backslash, which the parser takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.tables.formats.lists import details, term
from ocgen.tables.rich import Cell, Code, Emphasis, Hyperlink, Inline, Line, Reference, Strong, Text, neat
from ocgen.tables.table import Row, Table
from ocgen.text.addresses import web_address
from ocgen.text.markdown import visible

# Signs that are safe where they usually stand: inside a word, after one, before one. All others are escaped.
_SIGN = re.compile(
    r"(?P<safe>(?<=[0-9A-Za-z])(?:[._/'-](?=[0-9A-Za-z])|[.,;:!?)](?=\s|\Z))|\((?=[0-9a-z])|[,%])"
    r"|[^0-9A-Za-z\s\x80-\U0010ffff]"
)
# What starts a list, a field, an option or the like at the head of a line.
_HEAD = re.compile(r"[^0-9A-Za-z\s\\\x80-\U0010ffff]|(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)]|[\u2022\u2023\u2043]")
# What is left of backslashes alone would rule off a section.
_RULE = re.compile(r"\\+")
# Signs that may follow the end of markup as they are.
_CLOSING = re.compile(r"\\[.,:;!?)](?: |\Z)")
_LITERAL = re.compile(r"(?!.*``)[^\s`\\](.*[^\s`\\])?", re.DOTALL)


def render(table: Table) -> str:
    """Return the table, a definition list where its layout says so, or a sentence when it has no row."""
    if not table.rows:
        return f"{text(visible(table.no_rows))}\n"
    lines = _list(table, table.rows) if table.layout == "list" else _table(table)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(table: Table) -> Iterator[str]:
    yield ".. list-table::"
    yield "   :header-rows: 1"
    yield ""
    for n, column in enumerate(table.columns):
        yield f"   {'*' if n == 0 else ' '} - {text(visible(column.title))}"
    for row in table.flat():
        for n, value in enumerate(row.cells):
            first, *more = [*_place(row)] * (n == 0) + [*_lines(neat(value))] or [""]
            yield f"   {'*' if n == 0 else ' '} - {first}"
            yield from (f"       {line}" for line in more)


def _list(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        yield from _place(row)
        yield _line(term(row))
        said = [line for title, lines in details(table, row) for line in _detail(title, lines)]
        yield from (f"   {line}" for line in said or ["\\"])
        yield ""
        if row.children:
            yield from (f"   {line}" for line in _list(table, row.children))


def _detail(title: str, lines: Cell) -> list[str]:
    heading = (Strong(title), Text(": "))
    first, *more = _lines(((*heading, *lines[0]), *lines[1:]))
    return [f"- {first}", *(f"  {line}" for line in more)]


def _place(row: Row) -> list[str]:
    return [f".. _{row.anchor}:", ""] if row.anchor else []


def _lines(lines: Cell) -> list[str]:
    """Return lines; several are a line block."""
    if len(lines) == 1:
        return [_line(lines[0])]
    return [f"| {_line(line)}" for line in lines]


def _line(line: Line) -> str:
    """Join the parts; markup needs a blank or an escaped blank, which vanishes, at either side."""
    shown = ""
    before: Inline | None = None
    for part in line:
        source = _part(part)
        if before is not None and not isinstance(before, Text) and _CLOSING.match(source):
            source = source[1:]
        elif shown and not shown.endswith(" ") and not source.startswith(" "):
            source = f"\\ {source}"
        shown += source
        before = part
    return shown


def _part(part: Inline) -> str:
    match part:
        case Text(value):
            return text(value)
        case Code(value):
            return f"``{value}``" if _LITERAL.fullmatch(value) else f":literal:`{_inside(value)}`"
        case Strong(value):
            return f"**{_inside(value)}**"
        case Emphasis(value):
            return f"*{_inside(value)}*"
        case Hyperlink(value, url):
            address = web_address(url)
            return f"`{_inside(value)} <{_inside(address)}>`__" if address else text(value)
        case Reference(value, anchor):
            return f"`{_inside(value)} <{anchor}_>`__"


def text(value: str) -> str:
    """Return reStructuredText that shows a neat text at any place of a paragraph, its head included."""
    escaped = _SIGN.sub(lambda match: match["safe"] or f"\\{match[0]}", value)
    if _RULE.fullmatch(escaped):
        return f"\\ {escaped}"
    return f"\\{escaped}" if _HEAD.match(escaped) else escaped


def _inside(value: str) -> str:
    """Return the text between two marks, where any sign may be escaped."""
    return re.sub(r"[^0-9A-Za-z\s\x80-\U0010ffff]", lambda match: f"\\{match[0]}", value)
