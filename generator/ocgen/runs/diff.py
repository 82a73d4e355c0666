"""What `ocgen diff` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ocgen.changes.accepted import AcceptanceSubject
from ocgen.changes.catalogues import compare_all, compare_one
from ocgen.changes.change import Change
from ocgen.changes.locations import settled
from ocgen.changes.platform import CONNECTOR
from ocgen.changes.report import findings as findings_of, step as step_of
from ocgen.changes.rule import SEVERITIES, Severity
from ocgen.changes.rules import Levels
from ocgen.findings.finding import Finding
from ocgen.findings.location import display
from ocgen.project.config import Config
from ocgen.runs.acceptance import read_accepted_file
from ocgen.runs.checkout import in_checkout
from ocgen.runs.sides import Side, matched, named_sides, narrowed, open_sides


@dataclass(frozen=True, slots=True)
class DiffResult:
    """What changed from one side to the other.

    ``levels`` tell how bad a change is; ``accepted`` gives the reasons of changes that are accepted, by fingerprint;
    ``unread`` is what could not be read of the sides, and ``doubts`` what is wrong with the acceptances.
    ``note`` tells which commit was compared, where a run has chosen it.
    """

    changes: tuple[Change, ...]
    levels: Levels
    accepted: Mapping[str, str]
    unread: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    note: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """A finding for each change, and all else; places of a revision are those of the checkout."""
        changed = findings_of(self.changes, self.levels, accepted=self.accepted)
        return tuple(in_checkout([*changed, *self.unread, *self.doubts]))

    @property
    def step(self) -> str:
        """The step of the version that the changes ask for: major, minor, patch or none."""
        return step_of(self.changes, self.levels)

    def reached(self, level: Severity | Literal["none"]) -> bool:
        """Whether a change that is not accepted, or a doubt, is at or above a level."""
        if level == "none":
            return False
        limit = SEVERITIES.index(level)
        counted = [self.levels.of(change) for change in self.changes if change.fingerprint not in self.accepted]
        doubted = ("error", "warning", "info")[: limit + 1]
        return any(SEVERITIES.index(severity) <= limit for severity in counted) or any(
            doubt.level in doubted and not doubt.accepted for doubt in self.doubts
        )


def diff(
    a: str,
    b: str | None = None,
    *,
    from_merge_base: bool = False,
    connectors: Sequence[str] = (),
    config: Config | None = None,
    today: date | None = None,
) -> DiffResult:
    """Compare two versions of connectors, and tell what breaks a client that was written against the first.

    A side is a connector's key, a spec file, a directory of specs, ``GITREF:``, ``GITREF:PATH``, a saved help page or
    a platform model; without ``b`` it is the project's specs as they are now. With ``from_merge_base``, ``a`` is a git
    revision, and compared is the commit from which it and ``b`` (by default HEAD) have grown apart. Of ``connectors``
    (keys or globs), when any are named, only those are compared. Raises ConfigError, SelectionError, SpecsError when
    the project's platform cannot be used, and SourceError for a side that cannot.
    """
    sides = open_sides(config)
    a, b, note = named_sides(sides, a, b, from_merge_base=from_merge_base)
    own = sides.project.config
    first, second = matched(sides.read(a), sides.read(b), a, b or display(own.specs))
    first, second = narrowed(sides, first, second, connectors)
    changes = _changes(first, second, frozenset(field.name for field in sides.platform.everywhere))
    changes = tuple(settled(changes, first.ground, second.ground))
    accepted, day = read_accepted_file(own), today or date.today()
    abouts = [AcceptanceSubject.change(change) for change in changes]
    seen, whole = {*first.connectors, *second.connectors, CONNECTOR}, not (b or second.single or connectors)
    doubts = accepted.doubts(abouts, "diff", seen, day, whole=whole)
    reasons, unread = accepted.reasons(abouts, "diff", day), (*first.findings, *second.findings)
    return DiffResult(changes, Levels(dict(own.levels)), reasons, unread, tuple(doubts), note)


def _changes(a: Side, b: Side, everywhere: frozenset[str]) -> tuple[Change, ...]:
    platforms = (a.platform, b.platform) if a.platform and b.platform else None
    if a.single and b.single:
        return compare_one(a.only, b.only, everywhere, platforms)
    return compare_all(a.connectors, b.connectors, everywhere, platforms)
