"""Findings as Markdown, for the comment of a pull request or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ocgen.findings.finding import Finding, counted
from ocgen.text.characters import visible

# By it a bot finds the comment that it wrote last time.
MARK = "<!-- ocgen -->"

# GitHub refuses a comment of more than 65,536 characters.
_LIMIT = 60_000
_HEAD = "| | Where | What |\n|---|---|---|\n"

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# A mention calls somebody and a number links an issue even behind a backslash; behind a comment they do not.
_CALLS = "@#"


def render(findings: Sequence[Finding], *, limit: int = _LIMIT) -> str:
    """Return a heading that counts, a table, and diffs to unfold; what goes beyond ``limit`` characters is counted."""
    title = f"{MARK}\n### ocgen: {counted(findings) or 'no findings'}\n"
    open_ = [finding for finding in findings if not finding.accepted]
    accepted = [finding for finding in findings if finding.accepted]
    room = limit - len(title) - 200  # for what _within adds
    parts = [title]
    for part in _parts(open_, accepted):
        text = _within(part, room)
        room -= len(text)
        parts.append(text)
    return "\n".join(part for part in parts if part)


def _parts(open_: Sequence[Finding], accepted: Sequence[Finding]) -> Iterator[Sequence[str]]:
    """Yield the blocks of the document: each a head, and pieces that may be left out from the end."""
    if open_:
        yield (_HEAD, *map(_row, open_))
    if accepted:
        yield (f"Accepted:\n\n{_HEAD}", *map(_row, accepted))
    details = [_detail(finding) for finding in open_ if finding.detail]
    if details:
        yield ("", *details)


def _within(part: Sequence[str], room: int) -> str:
    head, *pieces = part
    room -= len(head)
    kept: list[str] = []
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    left_out = len(pieces) - len(kept)
    more = f"\n… and {left_out} more\n" if left_out else ""
    return (head if kept else "") + "".join(kept) + more


def _row(finding: Finding) -> str:
    lines = [f"**{_escaped(finding.rule)}**: {_escaped(finding.message)}", *map(_escaped, _more(finding))]
    return f"| {finding.level} | {_where(finding)} | {'<br>'.join(lines)} |\n"


def _more(finding: Finding) -> Iterator[str]:
    for related in finding.related:
        yield f"{related.location}: {related.message}" if related.location.path else related.message
    if finding.help:
        yield finding.help
    if finding.accepted:
        yield f"accepted: {finding.accepted}"


def _where(finding: Finding) -> str:
    place = finding.location
    return f"<code>{_escaped(f'{place.path}:{place.line}')}</code>" if place.path else ""


def _detail(finding: Finding) -> str:
    lines = [visible(line) for line in finding.detail.splitlines()]
    fence = "`" * max(3, 1 + _longest_run(lines))
    body = "".join(f"{line}\n" for line in lines)
    # No Markdown is read between tags that begin a line.
    summary = f"<code>{escape(visible(finding.location.path))}</code> {escape(finding.rule)}"
    return f"\n<details><summary>{summary}</summary>\n\n{fence}diff\n{body}{fence}\n\n</details>\n"


def _longest_run(lines: Iterable[str]) -> int:
    return max((len(run) for line in lines for run in re.findall("`+", line)), default=0)


def _escaped(text: str) -> str:
    """Return Markdown that shows exactly this text wherever text may stand: no markup, link, mention or HTML."""
    return _PUNCTUATION.sub(_escape, visible(text))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _CALLS:
        return f"\\{character}<!-- -->"
    return _ENTITIES.get(character, f"\\{character}")
