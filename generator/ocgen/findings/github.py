"""Findings as workflow commands, which GitHub shows as annotations.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; what is escaped, and how, is in
the toolkit that GitHub publishes (actions/toolkit, packages/core/src/command.ts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ocgen.findings.finding import LEVELS, Finding, Level
from ocgen.findings.markdown import render as as_markdown
from ocgen.text.characters import visible

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "notice"}

# GitHub shows no more of a level and step, and drops the others without a word.
_SHOWN = 10
# A step's summary holds 1 MiB; a character takes up to four bytes.
_SUMMARY = 250_000


def render(findings: Sequence[Finding]) -> str:
    """Return an annotation for the first ten findings of a level, a plain line for each other, and folded diffs.

    Accepted findings are not annotated.
    """
    shown = _annotated(findings)
    others = [finding for finding in findings if finding not in shown]
    lines = [*map(_command, shown), *map(_plain, others)]
    lines += [line for finding in findings if finding.detail and not finding.accepted for line in _folded(finding)]
    return "".join(f"{line}\n" for line in lines)


def summary(findings: Sequence[Finding]) -> str:
    """Return Markdown for the step's summary: the findings that ``render`` does not annotate; nothing for none."""
    shown = _annotated(findings)
    others = [finding for finding in findings if finding not in shown]
    return as_markdown(others, limit=_SUMMARY) if others else ""


def _annotated(findings: Sequence[Finding]) -> list[Finding]:
    open_ = [finding for finding in findings if not finding.accepted]
    return [shown for level in LEVELS for shown in islice((f for f in open_ if f.level == level), _SHOWN)]


def _command(finding: Finding) -> str:
    place = finding.location
    properties = {"title": f"ocgen {finding.rule}"}
    if place.path:
        properties = {"file": place.path, "line": str(place.line), "col": str(place.column), **properties}
    lines = [finding.message]
    lines += [f"{related.location}: {related.message}" for related in finding.related]
    lines += [f"help: {finding.help}"] if finding.help else []
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data("\n".join(map(visible, lines)))
    return f"::{_COMMANDS[finding.level]} {shown}::{message}"


def _plain(finding: Finding) -> str:
    """Return a line that GitHub reads as no command, neither in the present form nor in the old one (``##[error]``)."""
    level = "accepted" if finding.accepted else finding.level
    place = f"{finding.location}: " if finding.location.path else ""
    return _no_command(f"and {place}{level}[{finding.rule}]: {finding.message}")


def _folded(finding: Finding) -> Iterator[str]:
    yield f"::group::{_data(visible(f'{finding.location.path} {finding.rule}'))}"
    for line in finding.detail.splitlines():
        yield _no_command(f"| {line}")
    yield "::endgroup::"


def _no_command(line: str) -> str:
    return visible(line).replace("##[", "## [")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
