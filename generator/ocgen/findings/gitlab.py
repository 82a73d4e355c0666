"""Findings for GitLab's merge request widget (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format)."""

from __future__ import annotations

from collections.abc import Sequence

from ocgen.findings.finding import Finding, Level
from ocgen.text.characters import json_text, visible

_SEVERITIES: dict[Level, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(findings: Sequence[Finding]) -> str:
    """Return the list of all findings but the accepted ones, which GitLab has no word for.

    GitLab wants a file for each; a finding that belongs to none is put to the root of the repository.
    """
    return json_text([_entry(finding) for finding in findings if not finding.accepted])


def _entry(finding: Finding) -> dict[str, object]:
    text = f"{finding.message}; help: {finding.help}" if finding.help else finding.message
    return {
        "description": visible(text),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.level],
        "location": {"path": finding.location.path or ".", "lines": {"begin": finding.location.line}},
    }
