"""Which files git takes for renamed ones: a merge carries changes of the old file over to the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ocgen.git.command import GitError, git, git_lines

_COMMITS = "500"  # newest first
_SHOWN = ("--raw", "--no-abbrev", "--no-color", "--find-renames", "--diff-filter=R", "--relative", "-z")
# The two sides of a merge that is going on, and of one that is done.
_MERGES = (("HEAD", "MERGE_HEAD"), ("MERGE_HEAD", "HEAD"), ("HEAD^1", "HEAD^2"), ("HEAD^2", "HEAD^1"))


def renames(directory: Path, tips: Sequence[str], seconds: float) -> Mapping[str, set[str]]:
    """Return the earlier paths of files by their later ones, relative to the directory that they are in.

    Commits are looked at each for itself, those of ``tips`` too, and each side of a merge as a whole, as the merge
    looks at it. Raises NoGitError.
    """
    found: dict[str, set[str]] = {}
    log = ("log", "--all", "--reflog", *tips, "-m", "--format=", f"--max-count={_COMMITS}", *_SHOWN, "--", ".")
    for old, new in _pairs(b"".join(git_lines(directory, *log, seconds=seconds))):
        found.setdefault(new, set()).add(old)
    for one, other in _MERGES:
        with suppress(GitError):  # there is no such merge
            for old, new in _pairs(git(directory, "diff", *_SHOWN, f"{one}...{other}", "--", ".")):
                found.setdefault(new, set()).add(old)
    return found


def _pairs(shown: bytes) -> Iterator[tuple[str, str]]:
    """Yield old and new path of each rename that git has shown, as description, old path, new path."""
    words = shown.split(b"\0")
    for at, word in enumerate(words[:-2]):
        if word.lstrip(b"\n").startswith(b":") and word[-4:-3] == b"R":
            old, new = (name.decode("utf-8", "surrogateescape") for name in words[at + 1 : at + 3])
            yield old, new
