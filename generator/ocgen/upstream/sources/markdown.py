"""Markdown (as Jekyll with Kramdown has it) -> document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ocgen.upstream.sources.document import (
    Block,
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    SourceDocument,
    SourceRow,
    SourceTable,
    typed,
    without_emphasis,
)

_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"([A-Za-z][\w.-]*):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{-?\s*([^{}\n]{0,200}?)\s*-?\}\}")
_LIQUID_TAG = re.compile(r"\{%[^%\n]{0,500}%\}|\{:[^{}\n]{0,200}\}")
_BREAK = re.compile(r"<br ?/?>|</?(?:p|ul|ol|li|div)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|sup)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_CODE_TAG = re.compile(r"</?(?:code|tt)>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(text: str) -> SourceDocument:
    """Return the document of a Markdown text."""
    front = _FRONT.match(text)
    entries = {name: value.strip("\"'") for name, value in _ENTRY.findall(front[1])} if front else {}
    body = "\n" * text.count("\n", 0, front.end()) + text[front.end() :] if front else text
    body = _VARIABLE.sub(lambda found: entries.get(found[1].removeprefix("page."), ""), body)
    body = _LIQUID_TAG.sub("", body)
    # Inline markup is taken off by the few patterns above: no more is needed, and they take linear time.
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    return SourceDocument(tuple(_blocks(parser.parse(body))), entries.get("title", ""))


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    items = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        line = token.map[0] + 1 if token.map else 1
        if token.type in {"fence", "code_block"}:
            yield CodeBlock(line + (token.type == "fence"), token.content)
        elif token.type == "html_block":
            yield Paragraph(line, cleaned(token.content))
        elif token.type == "heading_open":
            yield Heading(line, int(token.tag[1]), cleaned(tokens[at + 1].content))
        elif token.type == "paragraph_open":
            text = cleaned(tokens[at + 1].content)
            yield Item(line, text) if items else Paragraph(line, text)
        elif token.type == "table_open":
            end = _closing(tokens, at)
            yield _table(tokens[at:end], line)
            at = end
        items += (token.type == "list_item_open") - (token.type == "list_item_close")
        at += 1


def _closing(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].type != "table_close":
        at += 1
    return at


def _table(tokens: list[Token], line: int) -> SourceTable:
    rows: list[tuple[int, list[str]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append((token.map[0] + 1 if token.map else line, []))
        elif token.type == "inline" and rows:
            rows[-1][1].append(cleaned(token.content))
    header, *body = rows or [(line, [])]
    return SourceTable(line, tuple(header[1]), tuple(SourceRow(at, tuple(cells)) for at, cells in body))


def cleaned(text: str) -> str:
    """Return inline Markdown as the neutral form has it."""
    text = _CODE_TAG.sub("`", _BREAK.sub("\n", text).strip("\n"))
    text = _LINK.sub(r"\1", _TAG.sub("", text))
    parts = without_emphasis(text).split("`")  # what stands between backticks is left as it is
    parts[::2] = [typed(unescape(_ESCAPE.sub(r"\1", part))) for part in parts[::2]]
    return "`".join(parts)
