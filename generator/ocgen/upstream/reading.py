"""The front door: a help page or a model of the platform, whatever its form -> facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocgen.facts.connector import ConnectorFacts
from ocgen.files.reading import read_input
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import Platform
from ocgen.upstream.errata import find_errata, sought
from ocgen.upstream.extract.events import find_events
from ocgen.upstream.extract.fields import find_fields, in_methods
from ocgen.upstream.extract.identity import find_hub, find_name, find_provider
from ocgen.upstream.extract.methods import find_methods
from ocgen.upstream.extract.own_tokens import without_own_tokens
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.vocabulary import Vocabulary, vocabulary
from ocgen.upstream.hub_calls.swagger import is_swagger, read_swagger
from ocgen.upstream.sources.document import SourceDocument
from ocgen.upstream.sources.flat import read_flat
from ocgen.upstream.sources.json_text import read_json
from ocgen.upstream.sources.platform_model import read_model
from ocgen.upstream.sources.source import MAX_MODEL_BYTES, bounded, decode

_HTML = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PREFORMATTED = re.compile(r"<pre\b.*?(?:</pre>|\Z)", re.IGNORECASE | re.DOTALL)
_HTML_BLOCK = re.compile(r"<(?:body|h[1-6]|table|tr|td|pre|div|p)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|\s*(?:```|~~~)|\s*\|?\s*:?-{3,}:?\s*\|)|\A---[ \t]*\n", re.MULTILINE)
_JSON = re.compile(r"\s*[{\[]\s*(?:[\"{\[}\]]|\Z)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. ``facts`` are None when the source could not be used; ``findings`` say what could not be read."""

    facts: ConnectorFacts | None
    findings: tuple[Finding, ...] = ()


def read(source: Path | bytes, name: str, platform: Platform) -> Reading:
    """Read a help page (HTML, Markdown, flattened text), a platform model or a Swagger document (both JSON).

    ``name`` is how findings and locations name it. Nothing that the source holds is raised; an OSError of a path is.
    """
    if isinstance(source, Path):
        source = read_input(source, MAX_MODEL_BYTES + 1)
    decoded = decode(source, name)
    if not decoded.text:
        return Reading(None, decoded.findings)
    words = vocabulary(platform)
    if _JSON.match(decoded.text):
        facts, findings = _model(decoded.text, name, words)
        return Reading(facts, (*decoded.findings, *findings))
    document, findings = _document(decoded.text, name, words)
    if any(finding.level == "error" for finding in findings):
        return Reading(None, (*decoded.findings, *findings))
    page = without_own_tokens(Page(name, document, words))
    facts = _facts(page)
    doubts = tuple(_doubts(page))
    if not (facts.methods or facts.configuration) and any(finding.level == "error" for finding in doubts):
        return Reading(None, (*decoded.findings, *findings, *doubts))
    if not (facts.key or facts.methods or facts.configuration or facts.events):
        message = "this is no help page: it shows no connector key, no OAuth call and no instance request"
        unknown = Finding("upstream-unreadable", "error", message, Location(name), "give the page on authentication")
        return Reading(None, (*decoded.findings, *findings, unknown))
    return Reading(facts, (*decoded.findings, *findings, *doubts))


def _model(text: str, name: str, words: Vocabulary) -> tuple[ConnectorFacts | None, tuple[Finding, ...]]:
    """Read a model of the platform: an element with its configuration, or a Swagger document of its calls."""
    value, odd = read_json(text, name)
    if any(finding.level == "error" for finding in odd):
        return None, odd
    if is_swagger(value):
        facts, findings = read_swagger(value, name, words)
    else:
        facts, findings = read_model(value, text, name, words)
    return facts, (*odd, *findings)


def _document(text: str, name: str, words: Vocabulary) -> tuple[SourceDocument, tuple[Finding, ...]]:
    """Tell the kind of a page by what it holds: the name of a saved page says little."""
    try:
        if _is_html(text):
            return _html(text, name)
        part = bounded(text, name)
        if _MARKDOWN.search(part.text):
            from ocgen.upstream.sources.markdown import read_markdown

            return read_markdown(part.text), part.findings
    except ModuleNotFoundError as error:  # an extra, which plain text and models do without
        kind, package = ("HTML", "lxml") if error.name == "lxml" else ("Markdown", "markdown-it-py")
        message, remedy = f"a help page in {kind} needs the package {package}", "pip install 'ocgen[upstream]'"
        return SourceDocument(()), (Finding("upstream-unreadable", "error", message, Location(name), remedy),)
    return read_flat(part.text, words), part.findings


def _is_html(text: str) -> bool:
    """Whether a page is HTML, whole or a part of it; what stands in its code is no Markdown."""
    if _HTML.match(text):
        return True
    return len(_HTML_BLOCK.findall(text)) > 2 and not _MARKDOWN.search(_PREFORMATTED.sub("", text))


def _html(text: str, name: str) -> tuple[SourceDocument, tuple[Finding, ...]]:
    from ocgen.upstream.sources.html import read_html

    document, unread = read_html(text)
    if unread is None:
        return document, ()
    place = Location(name, unread.line)
    return document, (Finding("upstream-partly-read", "warning", unread.reason, place, "save the page again"),)


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
    if place := page.unread_request:
        message = "no request for an instance can be read, though the page describes one"
        remedy = "save the page with its examples as text, or give its source in Markdown"
        yield Finding("upstream-no-request", "error", message, Location(page.path, place), remedy)
    if page.overfull:
        message = "the page shows more bodies, calls or rows than a help page has; only the first ones were read"
        yield Finding("upstream-partly-read", "warning", message, at, "give the page of one connector")
