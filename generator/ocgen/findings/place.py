"""Paths as services that show reports want them: from the root of the repository, whatever directory the run is in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location


@dataclass(frozen=True, slots=True)
class Root:
    """The directory that paths count from."""

    directory: Path

    @classmethod
    def here(cls) -> Root:
        """Return the root of the repository that the working directory is in, else the working directory."""
        here = Path.cwd()
        return cls(next((place for place in (here, *here.parents) if (place / ".git").exists()), here))

    def path(self, path: str) -> str:
        """Return a path from the root; an absolute one where it lies outside of it."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 (links stay as they are named)
        return (
            absolute.relative_to(self.directory) if absolute.is_relative_to(self.directory) else absolute
        ).as_posix()

    def name(self, path: str) -> str:
        """Return a name of a file that is the same on every machine: the bare name outside of the root."""
        if not path:
            return ""
        shown = self.path(path)
        return Path(shown).name if Path(shown).is_absolute() else shown


def from_root(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with the paths of all their places from the root of the repository."""
    path = cache(Root.here().path)  # many findings, few files

    def placed(location: Location) -> Location:
        named = not location.path or location.revision  # which counts from there already
        return location if named else location._replace(path=path(location.path))

    return [
        replace(
            finding,
            location=placed(finding.location),
            related=tuple(replace(related, location=placed(related.location)) for related in finding.related),
        )
        for finding in findings
    ]
