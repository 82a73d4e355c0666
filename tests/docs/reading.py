"""A page as a third party's Markdown parser sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

# All of GitHub's extensions that the parser has; plain CommonMark otherwise.
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_OWN_HTML = re.compile(r'<a id="[A-Za-z][0-9A-Za-z._-]*">|</a>|<br>|</?code>')
_ANCHOR = re.compile(r'<a id="([^"]*)">')


@dataclass(frozen=True)
class Block:
    """A fenced code block."""

    language: str
    code: str


@dataclass(frozen=True)
class Table:
    """A table's texts, a list a row, and the ids in each row."""

    head: list[str]
    rows: list[list[str]]
    anchors: list[list[str]]

    def column(self, name: str) -> list[str]:
        return [row[self.head.index(name)] for row in self.rows]


@dataclass
class Read:
    """A whole page."""

    text: str
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    foreign_html: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)  # of paragraphs, list items, headings and cells
    sections: dict[str, str] = field(default_factory=dict)  # heading of level 2 -> source

    def blocks_of(self, language: str) -> list[str]:
        return [block.code for block in self.blocks if block.language == language]


def shown(tokens: list[Token]) -> str:
    """Return what a reader sees of inline tokens, white space folded."""
    parts = []
    for token in tokens:
        if token.type == "text" or token.type == "code_inline":
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.content == "<br>":
            parts.append(" ")
        elif token.type == "html_inline" and not _OWN_HTML.fullmatch(token.content):
            parts.append(token.content)
    return " ".join("".join(parts).split())


def rendered(source: str) -> str:
    """Return the text of a snippet's HTML, tags taken away."""
    html = PARSER.render(source)
    return " ".join(unescape(re.sub(r"</?(p|code|strong|a|br|em)\b[^>]*>", "", html)).split())


def words(source: str) -> int:
    """Return how many words a reader of a page sees, those in code included."""
    html = re.sub(r"<!--.*?-->", "", PARSER.render(source), flags=re.DOTALL)
    return len(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def read(page: str) -> Read:
    """Parse a page."""
    tokens = PARSER.parse(page)
    result = Read(page)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            result.headings.append((int(token.tag[1:]), shown(tokens[index + 1].children or [])))
        elif token.type == "fence":
            result.blocks.append(Block(token.info, token.content))
        elif token.type == "code_block":
            result.foreign_html.append(f"indented code: {token.content}")
        elif token.type == "html_block":
            result.foreign_html += _foreign(token.content, first=index == 0)
            result.anchors += _ANCHOR.findall(token.content)
        elif token.type == "inline":
            result.prose.append(shown(token.children or []))
            _inline(token.children or [], result)
        elif token.type == "table_open":
            result.tables.append(_table(tokens, index))
    result.sections = dict(_sections(page))
    return result


def _inline(children: list[Token], result: Read) -> None:
    for child in children:
        if child.type == "html_inline":
            result.foreign_html += _foreign(child.content)
            result.anchors += _ANCHOR.findall(child.content)
        elif child.type == "link_open":
            result.links.append(str(child.attrs["href"]))
        elif child.type in ("image", "s_open"):
            result.foreign_html.append(child.type)


def _foreign(html: str, first: bool = False) -> Iterator[str]:
    if first and html.startswith("<!--\n") and html.rstrip().endswith("-->") and html.count("-->") == 1:
        return
    rest = _OWN_HTML.sub("", html).strip()
    if rest:
        yield rest


def _table(tokens: list[Token], start: int) -> Table:
    rows: list[list[str]] = []
    anchors: list[list[str]] = []
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
            anchors.append([])
        elif token.type == "inline":
            rows[-1].append(shown(token.children or []))
            anchors[-1] += _ANCHOR.findall(token.content)
    return Table(rows[0], rows[1:], anchors[1:])


def _sections(page: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"(?m)^## (.*)$", page)
    yield from zip(parts[1::2], parts[2::2], strict=True)
