"""Parameters -> what the docstrings of attributes say: what the pages say of them, in plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ocgen.model import Method, Parameter
from ocgen.model.attributes import attribute
from ocgen.tables.cells import ParameterCells
from ocgen.tables.rich import Code, Inline, Line, Text, one_line, plain
from ocgen.tables.rows import PageReference, PageRow, rows
from ocgen.text.phrases import ENGLISH

# What holds for every connector belongs to no way to sign in.
_NO_METHOD = Method("", "custom", "none")


def attribute_docs(
    parameters: Iterable[Parameter], method: Method = _NO_METHOD, provider: str = ""
) -> Iterator[tuple[Parameter, tuple[str, ...]]]:
    """Yield each parameter with the paragraphs of its docstring; other fields of ``method`` are called as in Python."""
    named = {field.name: attribute(field) for field in method.configuration}
    cells = ParameterCells(ENGLISH, provider, _refer(named))
    for row in rows(method, "field", parameters):
        yield row.parameter, tuple(_paragraphs(cells, row))


def _refer(named: Mapping[str, str]) -> Callable[[PageReference], Inline]:
    return lambda other: Code(named.get(other.name, other.name))


def _paragraphs(cells: ParameterCells, row: PageRow) -> Iterator[str]:
    """Yield what the value is, then what it may be and when it is needed, then where to find it."""
    needed = cells.required(row) if row.parameter.required.conditional else ()
    said = (*cells.values(row), *((Text("Needed "), *line, Text(".")) for line in needed))
    for paragraph in (cells.meaning(row), said, tuple(cells.origin(row))):
        if paragraph:
            yield plain((one_line(tuple(map(_marked, paragraph))),))


def _marked(line: Line) -> Line:
    """Return a line whose code stands between the marks that docstrings have for it."""
    return tuple(Text(f"``{part.text}``") if isinstance(part, Code) else part for part in line)
