"""HTML as a browser saves it -> document."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ocgen.upstream.document import Block, Code, Document, Heading, Item, Paragraph, Row, Table

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "nav", "head"})
_BREAKING = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "dl", "dt", "dd", "blockquote", "li", "main", "body", "header",
     "footer", "table", "tr", "td", "th", "pre", *_HEADINGS}
)  # fmt: skip
_TYPED = {"\u00a0": " ", "\u200b": ""}


@dataclass(slots=True)
class _OpenTable:
    line: int
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def closed(self) -> Table:
        header, *body = [row for row in self.rows if row[1]] or [(self.line, [])]
        return Table(self.line, tuple(header[1]), tuple(Row(line, tuple(cells)) for line, cells in body))


def read_html(text: str) -> tuple[Document, int]:
    """Return the document of an HTML text, and the line from which it could not be read (0: all was read)."""
    parser = _Parser()
    # Never closed: at the end of its input the parser retries an unfinished tag at each character.
    with suppress(AssertionError):  # its way to refuse a declaration that it does not know
        parser.feed(text)
    rest = parser.rawdata
    parser.finish()
    unread = text.count("\n", 0, len(text) - len(rest)) + 1 if "<" in rest else 0
    return Document(tuple(parser.blocks), " ".join(parser.title.split())), unread


class _Parser(HTMLParser):
    """Collects blocks. Text gathers until something begins or ends that breaks the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self.text: list[str] = []
        self.start = 1
        self.silent = 0
        self.pre = 0
        self.items = 0
        self.tables: list[_OpenTable] = []
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_title = tag == "title"
        if tag == "body":
            self.silent = 0  # a head need not be closed
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.text.append("\n")
        elif tag in {"code", "tt"} and not self.pre:
            self.text.append("`")
        elif tag in _BREAKING:
            self._open(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"code", "tt"} and not self.pre:
            self.text.append("`")
        elif tag in _BREAKING:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        if self.silent:
            return
        if not any(part.strip() for part in self.text):
            self.start = self.getpos()[0]
        self.text.append(data if self.pre else data.replace("\n", " "))

    def finish(self) -> None:
        """End what is still open."""
        self._flush()
        while self.tables:
            self.blocks.append(self.tables.pop().closed())

    def _open(self, tag: str) -> None:
        if self._in_cell() and tag not in {"table", "tr", "td", "th"}:
            self.text.append("\n")
            self.pre += tag == "pre"
            return
        self._flush()
        line = self.getpos()[0]
        if tag == "table":
            self.tables.append(_OpenTable(line))
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append((line, []))
        elif tag in {"td", "th"} and self.tables:
            self._end_cell()
            if not self.tables[-1].rows:
                self.tables[-1].rows.append((line, []))
            self.tables[-1].rows[-1][1].append("")
        self.pre += tag == "pre"
        self.items += tag == "li"

    def _close(self, tag: str) -> None:
        if tag in {"td", "th", "tr"} and self.tables:
            self._end_cell()
        elif self._in_cell() and tag != "table":
            self.text.append("\n")
        else:
            self._flush(tag)
        if tag == "table" and self.tables:
            self._end_cell()
            self.blocks.append(self.tables.pop().closed())
        self.pre = max(0, self.pre - (tag == "pre"))
        self.items = max(0, self.items - (tag == "li"))

    def _in_cell(self) -> bool:
        return bool(self.tables and self.tables[-1].rows and self.tables[-1].rows[-1][1])

    def _end_cell(self) -> None:
        """Put the text into the cell that is open; a later one finds nothing and changes nothing."""
        if self._in_cell():
            self.tables[-1].rows[-1][1][-1] += _inline("".join(self.text))
            self.text.clear()

    def _flush(self, closing: str = "") -> None:
        if self._in_cell():
            self._end_cell()
            return
        text = "".join(self.text)
        self.text.clear()
        if not text.strip():
            return
        if self.pre:
            self.blocks.append(Code(self.start, text.strip("\n").replace("\u00a0", " ")))
        elif closing in _HEADINGS:
            self.blocks.append(Heading(self.start, _HEADINGS[closing], _inline(text)))
        else:
            self.blocks.append((Item if self.items else Paragraph)(self.start, _inline(text)))


def _inline(text: str) -> str:
    for mark, typed in _TYPED.items():
        text = text.replace(mark, typed)
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)
