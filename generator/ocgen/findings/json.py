"""Findings for programs, in the shape that `ocgen schema findings` publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ocgen.findings.finding import LEVELS, Finding
from ocgen.findings.location import Location
from ocgen.text.characters import json_text


def render(findings: Sequence[Finding]) -> str:
    """Return ``{"findings": [...], "summary": {"error": n, "warning": n, "info": n, "accepted": n}}``.

    A finding has rule, level, message, help, detail (longer text, a diff), fingerprint, accepted (the reason, or
    null), path, line, column and related (a list of message, path, line, column); a finding that belongs to no file
    has a path of null. One that stands for others that are not told one by one has their number as ``count``, others
    have 1. ``files`` are the paths of all files that it is about where these are several, else none. The summary
    counts all of them, accepted findings apart from the levels.
    """
    counts: Counter[str] = Counter()
    for finding in findings:
        counts["accepted" if finding.accepted else finding.level] += finding.count
    return json_text(
        {
            "findings": [_finding(finding) for finding in findings],
            "summary": {name: counts[name] for name in (*LEVELS, "accepted")},
        }
    )


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "help": finding.help,
        "detail": finding.detail,
        "fingerprint": finding.fingerprint,
        "accepted": finding.accepted or None,
        "count": finding.count,
        "files": list(finding.files),
        **_place(finding.location),
        "related": [{"message": related.message, **_place(related.location)} for related in finding.related],
    }


def _place(location: Location) -> dict[str, object]:
    if not location.path:
        return {"path": None, "line": None, "column": None}
    return {"path": location.file, "line": location.line, "column": location.column}
