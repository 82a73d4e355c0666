"""Escaping of neat text for HTML and for XML vocabularies.

Sources: XML 1.0 2.4 (``]]>``) and HTML 13.1.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ocgen.tables.rich import Code, Emphasis, Hyperlink, Inline, Line, Reference, Strong, Text
from ocgen.tables.table import Row, Table
from ocgen.text.addresses import web_address
from ocgen.text.markdown import visible

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def text(value: str) -> str:
    """Return the text for an element's content or an attribute in quotation marks."""
    return value.translate(_ENTITIES)


def href(url: str) -> str:
    """Return the attribute's value for a web address; empty for any other address."""
    return text(web_address(url))


def cdata(value: str) -> str:
    """Return a CDATA section; what would end it is divided between two."""
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"


def place(row: Row) -> str:
    """Return the id of a row as an attribute; empty when it has none."""
    return f' id="{text(row.anchor)}"' if row.anchor else ""


def fragment(table: Table, as_table: Iterable[str], as_list: Iterable[str]) -> str:
    """Return the lines of a table's layout, or a paragraph when it has no row."""
    if not table.rows:
        return f"<p>{text(visible(table.no_rows))}</p>\n"
    return "".join(f"{line}\n" for line in (as_list if table.layout == "list" else as_table))


@dataclass(frozen=True, slots=True)
class XmlVocabulary:
    """What a format calls code, strong and stressed text; how it links, from a text and an address or the row's id."""

    code: str
    strong: str
    emphasis: str
    link: Callable[[str, str], str]
    reference: Callable[[str, str], str]

    def line(self, line: Line) -> str:
        """Return a line of a neat cell."""
        return "".join(map(self._part, line))

    def _part(self, part: Inline) -> str:
        match part:
            case Text(value):
                return text(value)
            case Code(value):
                return f"<{self.code}>{text(value)}</{self.code}>"
            case Strong(value):
                return f"<{self.strong}>{text(value)}</{self.strong}>"
            case Emphasis(value):
                return f"<{self.emphasis}>{text(value)}</{self.emphasis}>"
            case Hyperlink(value, url):
                address = href(url)
                return self.link(text(value), address) if address else text(value)
            case Reference(value, anchor):
                return self.reference(value, text(anchor))
