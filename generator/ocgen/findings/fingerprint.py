"""What tells a finding again after its file was edited elsewhere: no prose and no line number is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256

from ocgen.findings.finding import Finding
from ocgen.findings.place import Root

_DIGITS = 20


def fingerprinted(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, those without a fingerprint with one made from rule, file and subject.

    Findings that agree in all three are told apart by their order. The file is named from the repository's root, so
    that the fingerprint is the same in every checkout and working directory.
    """
    root = Root.here()
    name = cache(root.name)  # many findings, few files
    seen: Counter[tuple[str, str, str]] = Counter()
    marked = []
    for finding in findings:
        if not finding.fingerprint:
            path = name(finding.location.path)
            subject = (finding.rule, path, finding.subject)
            seen[subject] += 1
            finding = replace(finding, fingerprint=_digest(*subject, str(seen[subject])))  # noqa: PLW2901
        marked.append(finding)
    return marked


def _digest(*parts: str) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
