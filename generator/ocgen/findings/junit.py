"""Findings as a JUnit report, a test case each, for services that show tests (https://github.com/testmoapp/junitxml)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ocgen.findings.finding import Finding
from ocgen.text.characters import visible


def render(findings: Sequence[Finding]) -> str:
    """Return one suite: errors and warnings have failed, accepted findings are skipped, notes have passed.

    Without findings there is one case that passed, since services take an empty report for a broken one.
    """
    failed = sum(_fails(finding) for finding in findings)
    skipped = sum(bool(finding.accepted) for finding in findings)
    counts = {
        "tests": str(max(1, len(findings))),
        "failures": str(failed),
        "errors": "0",
        "skipped": str(skipped),
        "time": "0",
    }
    root = ET.Element("testsuites", {"name": "ocgen", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": "ocgen", **counts})
    for finding in findings:
        _case(suite, finding)
    if not findings:
        ET.SubElement(suite, "testcase", {"classname": "ocgen", "name": "no findings", "time": "0"})
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, finding: Finding) -> None:
    place = finding.location
    # Services follow a case through runs by its name, so no line number is in it.
    name = visible(f"{finding.rule}: {finding.message}")
    attributes = {"classname": visible(place.path or "ocgen"), "name": name, "time": "0"}
    if place.path:
        attributes |= {"file": visible(place.path), "line": str(place.line)}
    case = ET.SubElement(suite, "testcase", attributes)
    if finding.accepted:
        ET.SubElement(case, "skipped", {"message": visible(f"accepted: {finding.accepted}")})
    told = "failure" if _fails(finding) else "system-out"
    attributes = {"type": finding.level, "message": visible(finding.message)} if _fails(finding) else {}
    ET.SubElement(case, told, attributes).text = _text(finding)


def _fails(finding: Finding) -> bool:
    return finding.level != "info" and not finding.accepted


def _text(finding: Finding) -> str:
    place = f"{finding.location}: " if finding.location.path else ""
    lines = [f"{place}{finding.level}[{finding.rule}]: {finding.message}"]
    lines += [f"{related.location}: {related.message}" for related in finding.related]
    lines += [f"help: {finding.help}"] if finding.help else []
    lines += finding.detail.splitlines()
    return "\n".join(map(visible, lines))
