"""Findings for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from ocgen.findings.finding import Finding
from ocgen.location import Location


def render(findings: Sequence[Finding]) -> str:
    """Return ``{"findings": [...], "summary": {"error": n, "warning": n, "info": n}}``.

    A finding has rule, level, message, help, detail (longer text, a diff), path, line, column and related (a list of
    message, path, line, column); a finding that belongs to no file has a path of null.
    """
    counts = Counter(finding.level for finding in findings)
    document = {
        "findings": [_finding(finding) for finding in findings],
        "summary": {level: counts[level] for level in ("error", "warning", "info")},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "help": finding.help,
        "detail": finding.detail,
        **_place(finding.location),
        "related": [{"message": related.message, **_place(related.location)} for related in finding.related],
    }


def _place(location: Location) -> dict[str, object]:
    if not location.path:
        return {"path": None, "line": None, "column": None}
    return {"path": location.path, "line": location.line, "column": location.column}
