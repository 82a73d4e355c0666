"""The front door: a help page or a platform model, whatever its form -> facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocgen.facts import ConnectorFacts
from ocgen.findings.finding import Finding
from ocgen.location import Location
from ocgen.model import Platform
from ocgen.reading import read_input
from ocgen.upstream.document import Document
from ocgen.upstream.errata import find_errata, sought
from ocgen.upstream.events import find_events
from ocgen.upstream.fields import find_fields, in_methods
from ocgen.upstream.flat import read_flat
from ocgen.upstream.identity import find_hub, find_name, find_provider
from ocgen.upstream.methods import find_methods
from ocgen.upstream.own_tokens import without_own_tokens
from ocgen.upstream.page import Page
from ocgen.upstream.platform_model import read_model
from ocgen.upstream.source import MAX_BYTES, bounded, decode
from ocgen.upstream.vocabulary import Vocabulary, vocabulary

_HTML = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_HTML_BLOCK = re.compile(r"<(?:body|h[1-6]|table|tr|td|pre|div|p)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|\s*(?:```|~~~)|\s*\|?\s*:?-{3,}:?\s*\|)|\A---[ \t]*\n", re.MULTILINE)
_JSON = re.compile(r"\s*[{\[]\s*(?:[\"{\[}\]]|\Z)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. ``facts`` are None when the source could not be used; ``findings`` say what could not be read."""

    facts: ConnectorFacts | None
    findings: tuple[Finding, ...] = ()


def read(source: Path | bytes, name: str, platform: Platform) -> Reading:
    """Read a help page (HTML, Markdown, flattened text) or a platform model (JSON).

    ``name`` is how findings and locations name it. Nothing that the source holds is raised; an OSError of a path is.
    """
    if isinstance(source, Path):
        source = read_input(source, MAX_BYTES + 1)
    decoded = decode(source, name)
    if not decoded.text:
        return Reading(None, decoded.findings)
    if _JSON.match(decoded.text):
        facts, findings = read_model(decoded.text, name, vocabulary(platform))
        return Reading(facts, (*decoded.findings, *findings))
    words = vocabulary(platform)
    text = bounded(decoded.text, name)
    document, doubts = _document(text.text, name, words)
    findings = (*text.findings, *doubts)
    if any(finding.level == "error" for finding in findings):
        return Reading(None, (*decoded.findings, *findings))
    page = without_own_tokens(Page(name, document, words))
    facts = _facts(page)
    if not (facts.key or facts.methods or facts.configuration or facts.events):
        message = "this is no help page: it shows no connector key, no OAuth call and no instance request"
        unknown = Finding("upstream-unreadable", "error", message, Location(name), "give the page on authentication")
        return Reading(None, (*decoded.findings, *findings, unknown))
    return Reading(facts, (*decoded.findings, *findings, *_doubts(page)))


def _document(text: str, name: str, words: Vocabulary) -> tuple[Document, tuple[Finding, ...]]:
    """Tell the kind of a page by what it holds: the name of a saved page says little."""
    if _HTML.match(text) or (not _MARKDOWN.search(text) and len(_HTML_BLOCK.findall(text)) > 2):
        from ocgen.upstream.html import read_html

        document, unread = read_html(text)
        message = "the page ends inside a tag; the rest was not read"
        place = Location(name, unread)
        cut = (Finding("upstream-partly-read", "warning", message, place, "save the page anew"),) if unread else ()
        return document, cut
    if _MARKDOWN.search(text):
        try:
            from ocgen.upstream.markdown import read_markdown
        except ModuleNotFoundError:  # an extra, which the other kinds do without
            message, remedy = (
                "a help page in Markdown needs the package markdown-it-py",
                "pip install 'ocgen[upstream]'",
            )
            return Document(()), (Finding("upstream-unreadable", "error", message, Location(name), remedy),)
        return read_markdown(text), ()
    return read_flat(text, words), ()


def _facts(page: Page) -> ConnectorFacts:
    methods = find_methods(page)
    fields = find_fields(page, methods)
    methods = in_methods(fields, methods)
    return ConnectorFacts(
        key=page.key,
        kind="page",
        name=find_name(page.document),
        hub=find_hub(page.answers, page.key),
        provider=find_provider(page.document),
        methods=methods,
        configuration=fields,
        events=find_events(page),
        errata=find_errata(page),
        sought=sought(page),
        location=Location(page.path),
    )


def _doubts(page: Page) -> Iterator[Finding]:
    at = Location(page.path)
    if not page.key:
        message = "the page does not tell its connector key"
        yield Finding("upstream-partly-read", "warning", message, at, "name the connector that it is about")
    if page.overfull:
        message = "the page shows more bodies, calls or rows than a help page has; only the first ones were read"
        yield Finding("upstream-partly-read", "warning", message, at, "give the page of one connector")
