"""Mistakes in commands and addresses: what a shell or a browser would not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.findings.location import Location
from ocgen.model import About, Erratum
from ocgen.upstream.extract.page import Page
from ocgen.upstream.sources.document import CodeBlock, Item, Paragraph, SourceTable

_BAD_URL = re.compile(r"\bhttps?(?:[;,]//|:/(?=[A-Za-z0-9])|//|:%3A)[A-Za-z0-9.%-]{0,100}")
_CURL = re.compile(r"\s*curl\b")
_OPTION = re.compile(r"\s*(?:-[HdX]\b|--[a-z])")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_BARE_AND = re.compile(r"(?:/elements/|https?://)(?:<[^<>\n]{0,200}>|[^\s&<]){0,2000} ?&")


def command_errata(page: Page) -> Iterator[Erratum]:
    """Yield the mistakes of commands, and the addresses that are none."""
    for block in page.document.blocks:
        if isinstance(block, CodeBlock):
            yield from _commands(page, block)
            yield from _addresses(page, block.text, block.line, "example")
        elif isinstance(block, SourceTable):
            for row in block.rows:
                yield from _addresses(page, "\n".join(row.cells), row.line, "table")
        elif isinstance(block, Paragraph | Item):
            yield from _addresses(page, block.text, block.line, "text")


def _addresses(page: Page, text: str, line: int, where: str) -> Iterator[Erratum]:
    for found in _BAD_URL.finditer(text):
        at = Location(page.path, line + text.count("\n", 0, found.start()))
        scheme = "https" if found[0].startswith("https") else "http"
        host = re.sub(r"\A(?:;//|,//|:/|//|:%3A)(?:%2F|/)*", "", found[0][len(scheme) :], flags=re.IGNORECASE)
        host = re.split(r"[%/]", host)[0]
        about = About("example" if where == "example" else "text", "syntax", "", found[0])
        place = f"address in an {where}" if where == "example" else f"address in a {where}"
        yield Erratum(place, found[0], f"{scheme}://{host}", f"an address begins with {scheme}://", at, (about,))


def _commands(page: Page, block: CodeBlock) -> Iterator[Erratum]:
    lines = block.text.rstrip().split("\n")
    if not _is_command(lines):
        return
    if lines[-1].endswith("\\"):
        yield Erratum(
            "cURL command", "it ends in a backslash", "no backslash at the end", "a shell waits for another line",
            Location(page.path, block.line + len(lines) - 1), (About("command", "ending"),),
        )  # fmt: skip
    for number, line in enumerate(lines):
        at = Location(page.path, block.line + number)
        if (
            number
            and _OPTION.match(line)
            and not lines[number - 1].rstrip().endswith("\\")
            and _in_command(lines, number)
        ):
            yield Erratum(
                "cURL command", "an option on a line of its own", "the line before it ends in a backslash",
                "a shell takes each line as a command", at, (About("command", "lines"),),
            )  # fmt: skip
        if len(line) < 5000 and _BARE_AND.search(_QUOTED.sub("", line)) and _starts_command(lines, number):
            yield Erratum(
                "cURL command", "an address with & that is not in quotes", "the address stands in quotes",
                "a shell ends the command at the first &", at, (About("command", "quotes"),),
            )  # fmt: skip


def has_command(page: Page) -> bool:
    """Whether a page shows any command."""
    return any(isinstance(b, CodeBlock) and _is_command(b.text.split("\n")) for b in page.document.blocks)


def _is_command(lines: list[str]) -> bool:
    return any(_CURL.match(line) for line in lines)


def _starts_command(lines: list[str], number: int) -> bool:
    """Whether a line belongs to a command: it begins it, or goes on from a line before it."""
    return bool(_CURL.match(lines[number])) or (number > 0 and not lines[number].lstrip().startswith(("{", '"')))


def _in_command(lines: list[str], number: int) -> bool:
    """Whether the line before is part of a command and no end of a body."""
    before = lines[number - 1].strip()
    return bool(_CURL.match(before) or _OPTION.match(before) or before.startswith(("'http", "http")))
