"""Files of a git revision, read without touching the working tree.

Objects are read as git stores them: no filter, hook or attribute of the repository has a say.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ocgen.git.command import GitError, commit_of, git
from ocgen.git.objects import read_blobs

MAX_BYTES = 64_000_000


class NotThereError(GitError):
    """The revision does not have the path."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Regular files of a revision, by path from the top of the repository."""

    ref: str
    path: str  # what was asked for, normalized
    directory: bool
    files: dict[str, bytes]


def read_tree(ref: str, path: str, *, start: Path, beside: Collection[str] = ()) -> Tree:
    """Return a file or directory of a revision; its path is from the top, or from ``start`` when it begins with ./.

    ``beside`` are files and directories beside a file that are read too where they are there: what it refers to.
    Raises NotThereError, and GitError.
    """
    commit = commit_of(start, ref)
    prefix = git(start, "rev-parse", "--show-prefix").decode("utf-8", "replace").strip("\n")
    wanted = _normalized(path, prefix)
    entries = _entries(start, commit, wanted)
    directory = wanted not in entries
    if directory and not entries:
        raise NotThereError(f'"{ref}" has no {wanted or "files"}; `git ls-tree -r --name-only {ref}` lists what it has')
    if beside and not directory:
        entries |= _entries(start, commit, *(posixpath.join(posixpath.dirname(wanted), name) for name in beside))
    if sum(size for _, size in entries.values()) > MAX_BYTES:
        raise GitError(f'{wanted} of "{ref}" is larger than {MAX_BYTES:,} bytes; name a part of it')
    return Tree(ref, wanted, directory, _contents(start, {name: blob for name, (blob, _) in entries.items()}))


def _normalized(path: str, prefix: str) -> str:
    joined = posixpath.join(prefix, path) if path.startswith(("./", "../")) else path
    normal = posixpath.normpath(joined) if joined else ""
    if normal.startswith(("../", "/")) or normal == "..":
        raise GitError(f'"{path}" is outside the repository; give a path from its top')
    return "" if normal == "." else normal


def _entries(start: Path, commit: str, *paths: str) -> dict[str, tuple[str, int]]:
    """Regular files at or below paths: name -> blob and size. Links and submodules are none."""
    listed = git(start, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *filter(None, paths))
    found: dict[str, tuple[str, int]] = {}
    for line in listed.split(b"\0"):
        described, _, name = line.partition(b"\t")
        mode, _, rest = described.partition(b" ")
        if mode in {b"100644", b"100755"}:
            _, blob, size = rest.split()
            found[os.fsdecode(name)] = (blob.decode("ascii"), int(size))
    return found


def _contents(start: Path, blobs: dict[str, str]) -> dict[str, bytes]:
    contents = read_blobs(start, list(dict.fromkeys(blobs.values())))
    for name, blob in blobs.items():
        if blob not in contents:
            raise GitError(f"git lacks the content of {name}; run `git fetch --refetch`")
    return {name: contents[blob] for name, blob in blobs.items()}


def relative_to_top(path: Path, *, start: Path) -> str:
    """Return a path of the working tree as it is named from the top of its repository; raises GitError."""
    top = Path(os.fsdecode(git(start, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    try:
        return PurePosixPath(path.resolve().relative_to(top.resolve())).as_posix()
    except ValueError:
        raise GitError(f"{path} is outside the repository {top}") from None
