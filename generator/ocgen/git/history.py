"""The commits of files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ocgen.git.command import commit_of, git


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the day that it was made in its maker's time, ISO 8601, and its subject."""

    id: str
    day: str
    subject: str


def commits(start: Path, paths: Iterable[str], since: str = "") -> list[Commit]:
    """Return the commits that touched files, oldest first, those after ``since`` if it is given.

    Paths are relative to the directory ``start``. Raises GitError.
    """
    reach = f"{commit_of(start, since)}..HEAD" if since else "HEAD"
    told = ("--reverse", "--no-show-signature", "--format=%H%x1f%cs%x1f%s")
    listed = git(start, "log", *told, reach, "--", *paths).decode("utf-8", "replace")
    return [Commit(*line.split("\x1f", 2)) for line in listed.splitlines()]
