"""The oauth/url and oauth/token calls that a page shows, with the names of their query parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ocgen.upstream.sources.document import CodeBlock, Item, Paragraph, SourceDocument

MAX_NAMES = 100  # a call has at most a dozen parameters

Which: TypeAlias = Literal["url", "token"]

_CALL = re.compile(
    r"/(?:elements|connectors)/(?P<key>[^/\s?'\"`]{0,100})(?:/)?(?<=/)oauth/(?P<which>url|token)\b"
    r"(?:\?(?P<query>(?:<[^<>\n]{0,200}>|[^\s'\"`<>])*))?",
    re.IGNORECASE,
)
_DATA = re.compile(r"--data-urlencode\s+['\"]?([A-Za-z][\w.-]{0,100})=")
_REQUEST = re.compile(r"\brequest url\b", re.IGNORECASE)
_MASKED = re.compile(r"x{6,}")
_NAME = re.compile(r"[A-Za-z][\w.\[\]-]{0,100}\Z")


@dataclass(frozen=True, slots=True)
class PageCall:
    """One place that shows a call. A template stands for any connector, an example for this one."""

    which: Which
    key: str  # empty in a template
    names: tuple[str, ...]  # in order; one can stand there twice
    template: bool
    line: int
    block: int  # the place of its block in the document
    state: str = ""  # the value of the query parameter ``state``


def calls(document: SourceDocument) -> Iterator[PageCall]:
    """Yield the calls of a page in order. A path without a query has no parameters."""
    for number, block in enumerate(document.blocks):
        if not isinstance(block, CodeBlock | Paragraph | Item) or "oauth/" not in block.text.lower():
            continue
        for found in _CALL.finditer(block.text):
            if not isinstance(block, CodeBlock) and not found["query"] and not _REQUEST.search(block.text):
                continue  # a sentence about the call
            line = block.line + block.text.count("\n", 0, found.start())
            yield _call(found, line, number, block)


def _call(found: re.Match[str], line: int, number: int, block: CodeBlock | Paragraph | Item) -> PageCall:
    pairs = [part.partition("=") for part in (found["query"] or "").replace("&amp;", "&").split("&")]
    names = [name for name, _, _ in pairs]
    if isinstance(block, CodeBlock) and not found["query"]:
        names = _DATA.findall(block.text)
    key = found["key"]
    template = key.startswith(("{", "<", ":")) or key.lower() == "keyorid"
    which: Which = "url" if found["which"].lower() == "url" else "token"
    state = next((value for name, _, value in pairs if name == "state"), "")
    known = tuple(name for name in names if _NAME.match(name) and not _MASKED.search(name))
    known = known[:MAX_NAMES]
    return PageCall(which, "" if "{" in key or "<" in key else key, known, template, line, number, state)
