"""The commits of files, and what two revisions have in common."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ocgen.git.command import UNSHALLOW, GitError, commit_of, git, is_shallow


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the day that it was made in its maker's time, ISO 8601, and its subject.

    ``cut`` tells that a shallow clone ends there: what came before is not known, and every file seems to be new.
    """

    id: str
    day: str
    subject: str
    cut: bool = False


def commits(start: Path, paths: Iterable[str], since: str = "") -> list[Commit]:
    """Return the commits that touched files, oldest first, those after ``since`` if it is given.

    Paths are relative to the directory ``start``. Raises GitError.
    """
    head = commit_of(start, "HEAD")
    reach = f"{commit_of(start, since)}..{head}" if since else head
    told = ("--reverse", "--no-show-signature", "--format=%H%x1f%cs%x1f%s")
    listed = git(start, "log", *told, reach, "--", *paths).decode("utf-8", "replace")
    ends = _ends(start)
    parts = (line.split("\x1f", 2) for line in listed.splitlines())
    return [Commit(id_, day, subject, id_ in ends) for id_, day, subject in parts]


def _ends(start: Path) -> set[str]:
    """Return the commits that a shallow clone ends at (https://git-scm.com/docs/shallow)."""
    if not is_shallow(start):
        return set()
    file = start / os.fsdecode(git(start, "rev-parse", "--git-path", "shallow").rstrip(b"\n"))
    return set(file.read_text(encoding="ascii").split())


def merge_base(start: Path, one: str, other: str) -> str:
    """Return the id of the commit that two revisions have grown apart from; raises GitError.

    Where there are several, as after merges in both directions, it is the one that `git diff one...other` takes.
    """
    ids = commit_of(start, one), commit_of(start, other)
    told = git(start, "rev-parse", "...".join(ids)).decode("ascii").split()
    bases = [line.removeprefix("^") for line in told if line.startswith("^")]
    if not bases:
        remedy = f"the clone is shallow: {UNSHALLOW}" if is_shallow(start) else "name a revision of the same history"
        raise GitError(f'"{one}" and "{other}" have no commit in common; {remedy}')
    return bases[0]
