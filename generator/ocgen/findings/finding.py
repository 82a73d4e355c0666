"""One thing to tell the user."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from ocgen.findings.location import NOWHERE, Location

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding, and what it has to do with it."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """``path:line:col: level[rule]: message``, and ``help``: what to do about it.

    ``message`` and ``help`` are single lines without a full stop at the end of the message, and never hold a secret.
    ``detail`` is a longer text to show under it: a diff. ``secret`` tells that the line at its place may hold a secret,
    so that no printer shows it. ``subject`` says what the finding is about in keys, not in prose or line numbers;
    ``fingerprint`` tells the same finding again after edits elsewhere, and is made from the subject where it is empty
    (`ocgen.findings.fingerprint`). ``accepted`` is the reason why the finding is accepted: it no longer counts.
    ``count`` is how many findings it stands for, more than one where others like it are not told one by one.
    ``files`` are all that it is about, where these are more than the one of its place.
    """

    rule: str
    level: Level
    message: str
    location: Location = NOWHERE
    help: str = ""
    related: tuple[Related, ...] = ()
    detail: str = ""
    secret: bool = False
    subject: str = ""
    fingerprint: str = ""
    accepted: str = ""
    count: int = 1
    files: tuple[str, ...] = ()


class RulePage(Protocol):
    """What a printer can tell of a rule: `ocgen.linter.rule.Rule` is one."""

    @property
    def id(self) -> str:
        """The rule's name."""
        ...

    @property
    def level(self) -> Level:
        """The level that its findings have."""
        ...

    @property
    def title(self) -> str:
        """What it finds, in a line."""
        ...

    @property
    def explanation(self) -> str:
        """Why that matters and how to fix it."""
        ...


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings once each, by place and rule."""
    return sorted(set(findings), key=lambda f: (f.location, f.rule, f.message))


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings there are, in words: ``2 errors, 1 note, 3 accepted``; nothing for none."""
    words = {"error": "error", "warning": "warning", "info": "note", "accepted": "accepted"}
    counts = dict.fromkeys(words, 0)
    for finding in findings:
        counts["accepted" if finding.accepted else finding.level] += finding.count
    plural = {word: "" if word == "accepted" or n == 1 else "s" for word, n in counts.items()}
    return ", ".join(f"{n} {words[name]}{plural[name]}" for name, n in counts.items() if n)
