"""Files that git does not know yet, and so would not commit."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from ocgen.git.command import NoGitError, git


def untracked(directory: Path, paths: Collection[str]) -> list[str]:
    """Return which files below a directory, named from there, git neither tracks nor was told to ignore, sorted.

    Outside a repository, and without git, there are none. Raises GitError.
    """
    try:
        listed = git(directory, "ls-files", "--others", "--exclude-standard", "-z")
    except NoGitError:
        return []
    return sorted({os.fsdecode(name) for name in listed.split(b"\0") if name}.intersection(paths))
