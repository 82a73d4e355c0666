"""One thing to tell the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ocgen.location import NOWHERE, Location

Level = Literal["error", "warning", "info"]


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
    so that no printer shows it.
    """

    rule: str
    level: Level
    message: str
    location: Location = NOWHERE
    help: str = ""
    related: tuple[Related, ...] = ()
    detail: str = ""
    secret: bool = False


def in_order(findings: set[Finding] | list[Finding]) -> list[Finding]:
    """Return the findings once each, by place and rule."""
    return sorted(set(findings), key=lambda f: (f.location, f.rule, f.message))
