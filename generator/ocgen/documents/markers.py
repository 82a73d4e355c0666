"""Markers: comments that begin and end a generated block, each on a line of its own.

``ocgen:begin table KEY SECTION``, ``ocgen:begin page KEY`` or ``ocgen:begin section KEY NAME``, each with options as
``name=value`` after it, and ``ocgen:end``, in the comment form of the document's format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ocgen.documents.document import Document
from ocgen.documents.indents import QUOTE, code_at
from ocgen.documents.kinds import Kind, shown_lines
from ocgen.findings.finding import Finding, Related
from ocgen.findings.location import Location
from ocgen.text.fences import unended_fence
from ocgen.text.suggest import did_you_mean

Verb: TypeAlias = Literal["begin", "end"]

_WORD = re.compile(r'\s*(?P<word>(?:"(?:[^"\\]|\\.)*"|[^\s"])+|")')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
# A marker in the comment of some kind of document, at the start of a line.
_ANY_FORM = re.compile(r"\s*(?:<!--|\{/\*|\.\.|//|#)\s*(?P<ours>ocgen:)(?P<verb>begin|end)\b")
# The longest that says something sensible has a tenth of it.
_MOST = 10_000
_VERBS: tuple[Verb, ...] = ("begin", "end")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a marker: ``name=value``, or a name alone."""

    name: str
    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker; ``line`` counts from 0."""

    verb: Verb
    words: tuple[Word, ...]
    line: int
    indent: str
    location: Location


def markers(document: Document) -> tuple[list[Marker], list[Finding]]:
    """Return the markers of a document in order, and what is wrong with each that is none."""
    found: list[Marker] = []
    findings: list[Finding] = []
    lines = document.lines
    hidden = shown_lines(document.kind, lines)
    pattern = _pattern(document.kind)
    for number, line in enumerate(lines):
        if number in hidden:
            continue
        match = pattern.search(line)
        if match is None:
            findings += _foreign(document, number, line)
            continue
        read = _read(document, number, line.rstrip("\r\n"), match)
        if isinstance(read, Marker):
            found.append(read)
        elif read is not None:
            findings.append(read)
    return found, findings


def in_open_code(document: Document) -> Iterator[Finding]:
    """Yield a finding for a marker in a code block that nothing ends."""
    lines = document.lines
    began = unended_fence(lines) if document.kind.shown == "fences" else None
    first = next((n for n in range(began or 0, len(lines)) if _ANY_FORM.match(lines[n])), None)
    if began is not None and first is not None:
        message = f"the code block that begins in line {began + 1} is not ended, so that the marker is code"
        yield fault(message, Location(document.name, first + 1), "end the code by a fence on a line of its own")


def without_use(document: Document) -> Iterator[Finding]:
    """Yield a finding for a document that was named, and of which no marker is used."""
    first = next((number for number, line in enumerate(document.lines) if "ocgen:" in line), None)
    if document.named and first is not None:
        form = document.kind.comment("ocgen:begin table KEY SECTION")
        message = "no marker of the document is used: what it says of ocgen: stands in code or in a sentence"
        yield fault(message, Location(document.name, first + 1), f"write {form} on a line of its own, outside of code")


def _foreign(document: Document, number: int, line: str) -> Iterator[Finding]:
    """Yield a finding for a marker in a comment that another kind of document has."""
    if match := _ANY_FORM.match(line):
        location = Location(document.name, number + 1, match.start("ours") + 1)
        message = f"in {document.kind.name} this is no comment, so that the marker is only text"
        yield fault(message, location, f"write {document.kind.comment('ocgen:' + match['verb'] + ' ...')}")


def _pattern(kind: Kind) -> re.Pattern[str]:
    """Return what finds a comment of ours; where comments have no end, only at the start of a line."""
    head = "" if kind.closing else r"^\s*"
    return re.compile(rf"{head}{re.escape(kind.opening)}\s*(?P<ours>ocgen:)(?P<verb>[^\s>*]*)")


def _read(document: Document, number: int, line: str, match: re.Match[str]) -> Marker | Finding | None:
    kind = document.kind
    location = Location(document.name, number + 1, match.start("ours") + 1)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    indent = line[:start]
    if code := code_at(kind, document.lines, number, indent):
        return fault(code[0], location, code[1])
    if indent.strip() and not (kind.shown == "fences" and QUOTE.fullmatch(indent)):
        if indent.count("`") % 2:
            return None  # inline code: a text about markers
        return fault("a marker must be on a line of its own", location, "move it to a line of its own")
    verb = match["verb"]
    if verb not in _VERBS:
        remedy = did_you_mean(verb, _VERBS) or "a marker is ocgen:begin or ocgen:end"
        return fault(f'no marker is named "ocgen:{verb}"', location, remedy)
    if len(line) > _MOST:
        return fault(f"the marker has more than {_MOST:,} characters", location, "name few columns, rows and options")
    rest = line[match.end() :].rstrip()
    if kind.closing:
        if not rest.endswith(kind.closing) or rest.count(kind.closing) > 1:
            return fault("a marker is one comment on one line", location, f'end the line with "{kind.closing}"')
        rest = rest.removesuffix(kind.closing)
    words = tuple(_words(rest, document.name, number + 1, match.end()))
    return Marker("begin" if verb == "begin" else "end", words, number, indent, location)


def _words(text: str, name: str, line: int, offset: int) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        key, _, value = match["word"].partition("=")
        quoted = _QUOTED.fullmatch(value)
        if quoted:
            value = re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL)
        yield Word(key, value, Location(name, line, offset + match.start("word") + 1))


def fault(message: str, location: Location, remedy: str, *related: Related) -> Finding:
    """Return the finding of a marker that cannot be used."""
    return Finding("docs-marker", "error", message, location, remedy, related)
