"""Findings without measure, as many as somebody reads: the first hundred of a kind, and how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from ocgen.findings.finding import Finding, Level

SHOWN = 100

_Kind: TypeAlias = tuple[str, Level, bool]


def capped(findings: Sequence[Finding], *, remedy: str = "") -> list[Finding]:
    """Return the first hundred findings of each rule and level, then one for each with more that tells how many.

    Accepted findings are a kind of their own. ``remedy`` tells how to see all of them.
    """
    seen: Counter[_Kind] = Counter()
    shown: list[Finding] = []
    for finding in findings:
        kind = _kind(finding)
        seen[kind] += finding.count
        if seen[kind] <= SHOWN:
            shown.append(finding)
    return shown + [_more(kind, count - SHOWN, remedy) for kind, count in seen.items() if count > SHOWN]


def _kind(finding: Finding) -> _Kind:
    return finding.rule, finding.level, bool(finding.accepted)


def _more(kind: _Kind, count: int, remedy: str) -> Finding:
    rule, level, accepted = kind
    message = f"and {count:,} more of this kind"
    reason = "as told in ocgen.accepted.yaml" if accepted else ""
    return Finding(rule, level, message, help=remedy, subject="and more", accepted=reason, count=count)
