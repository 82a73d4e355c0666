"""The formats by the name that ``--format`` takes, and the documents that they stand in."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

from ocgen.tables.table import Table

Renderer: TypeAlias = Callable[[Table], str]

# A module has ``render(table) -> str``; the text ends in a line feed.
_MODULES = {
    "md": "ocgen.tables.formats.md",
    "html": "ocgen.tables.formats.html",
    "rst": "ocgen.tables.formats.rst",
    "asciidoc": "ocgen.tables.formats.asciidoc",
    "dita": "ocgen.tables.formats.dita",
    "confluence": "ocgen.tables.formats.confluence",
    "csv": "ocgen.tables.formats.csv",
    "json": "ocgen.tables.formats.json",
}

NAMES = tuple(_MODULES)


def renderer(name: str) -> Renderer:
    """Return the function that turns a table into the text of a format; raises KeyError."""
    render: Renderer = import_module(_MODULES[name]).render
    return render
