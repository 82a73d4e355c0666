"""Findings about files of a revision -> findings that stand in the checkout, where readers of reports can open them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ocgen.findings.finding import Finding, Related
from ocgen.findings.location import NOWHERE, Location, display
from ocgen.findings.place import Root


def in_checkout(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, those of a revision at the same file of the checkout, or else at one beside it.

    Which line it would be there nobody can tell, so it is the first; the place in the revision is told beside it.
    """
    top = Root.here().directory
    for finding in findings:
        place = finding.location
        if place.revision:
            there = Related(place, "the place in that revision")
            finding = replace(finding, location=_surviving(top, place.path), related=(there, *finding.related))  # noqa: PLW2901
        yield finding


def _surviving(top: Path, path: str) -> Location:
    """Return the start of a file of the checkout: that of a path, or the nearest one of the directories above it."""
    file = top / path
    if file.is_file():
        return Location(display(file))
    for directory in file.parents:
        if directory.is_relative_to(top) and directory.is_dir():
            names = sorted(entry.name for entry in os.scandir(directory) if entry.is_file(follow_symlinks=False))
            following = [name for name in names if name >= file.name] or names
            if following:
                return Location(display(directory / following[0]))
    return NOWHERE
