"""Findings as SARIF for GitHub's code scanning.

It reads no `suppressions` (https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support),
so that an accepted finding would be an open alert.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ocgen.findings import sarif
from ocgen.findings.finding import Finding, RulePage


def render(findings: Sequence[Finding], *, rules: Callable[[], Iterable[RulePage]] = tuple) -> str:
    """Return what `ocgen.findings.sarif` makes of all findings but the accepted ones."""
    return sarif.render([finding for finding in findings if not finding.accepted], rules=rules)
