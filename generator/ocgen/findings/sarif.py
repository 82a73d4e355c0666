"""Findings as SARIF 2.1.0, for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from ocgen import __version__
from ocgen.findings.finding import Finding, Level, Related, RulePage
from ocgen.findings.location import Location
from ocgen.text.characters import json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = {"physicalLocation": {"artifactLocation": {"uri": ".", "uriBaseId": "%SRCROOT%"}}}
_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(findings: Sequence[Finding], *, rules: Callable[[], Iterable[RulePage]] = tuple) -> str:
    """Return one run with all findings and the pages of the rules that they name.

    Accepted findings are there as suppressed ones. The source line of a finding is never part of it.
    """
    named = sorted({finding.rule for finding in findings})
    pages = {page.id: page for page in rules()} if findings else {}
    index = {rule: number for number, rule in enumerate(named)}
    driver = {
        "name": "ocgen",
        "version": __version__,
        "rules": [_rule(rule, pages.get(rule)) for rule in named],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.rule]) for finding in findings],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: str, page: RulePage | None) -> dict[str, object]:
    if page is None:
        return {"id": rule}
    return {
        "id": rule,
        "shortDescription": {"text": f"{page.title}."},
        "fullDescription": {"text": f"{page.title}."},
        "help": {"text": f"{page.title}.\n\n{page.explanation}", "markdown": page.explanation},
        "defaultConfiguration": {"level": _LEVELS[page.level]},
    }


def _result(finding: Finding, rule: int) -> dict[str, object]:
    text = f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": {"text": text},
        # GitHub refuses a file with a result that has no place.
        "locations": [_location(finding.location) or _ROOT],
        # Where one result of a run says whether it is suppressed, all have to (3.27.23).
        "suppressions": [_suppression(finding.accepted)] if finding.accepted else [],
    }
    if finding.count > 1:
        result["occurrenceCount"] = finding.count
    related = [_related(number, entry) for number, entry in enumerate(finding.related, 1)]
    if related:
        result["relatedLocations"] = related
    if finding.fingerprint:
        result["partialFingerprints"] = {"ocgen/v1": finding.fingerprint}
    if finding.detail:
        result["properties"] = {"detail": finding.detail}
    return result


def _suppression(reason: str) -> dict[str, object]:
    return {"kind": "external", "status": "accepted", "justification": reason}


def _related(number: int, related: Related) -> dict[str, object]:
    place = related.location  # SARIF has no word for a file of another revision, so the message tells which it is
    text = f"{related.message}: {place}" if place.revision else related.message
    return {"id": number, "message": {"text": text}, **_location(place)}


def _location(location: Location) -> dict[str, object]:
    if not location.path:
        return {}
    region = {"startLine": location.line, "startColumn": location.column}
    return {"physicalLocation": {"artifactLocation": _artifact(location.path), "region": region}}


def _artifact(path: str) -> dict[str, object]:
    uri = quote(path, errors="replace")
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
