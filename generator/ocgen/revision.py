"""Files of a git revision, read without touching the working tree.

Objects are read as git stores them: no filter, hook or attribute of the repository has a say.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MAX_BYTES = 64_000_000
_SECONDS = 60


class RevisionError(Exception):
    """The revision or the path in it cannot be read; the message tells the remedy."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Regular files of a revision, by path from the top of the repository."""

    ref: str
    path: str  # what was asked for, normalized
    directory: bool
    files: dict[str, bytes]


def read_tree(ref: str, path: str, *, start: Path, beside: bool = False) -> Tree:
    """Return a file or directory of a revision; its path is from the top, or from ``start`` when it begins with ./.

    ``beside`` reads the whole directory of a file too, for what the file refers to. Raises RevisionError.
    """
    if not ref or ref.startswith("-"):
        raise RevisionError(f'"{ref}" is no git revision; name a branch, a tag or a commit')
    prefix = _git(start, "rev-parse", "--show-prefix").decode("utf-8", "replace").strip("\n")
    commit = _commit(start, ref)
    wanted = _normalized(path, prefix)
    entries = _entries(start, commit, wanted)
    directory = wanted not in entries
    if directory and not entries:
        raise RevisionError(f'"{ref}" has no {wanted or "files"}; `git ls-tree -r --name-only {ref}` lists what it has')
    if beside and not directory:
        entries |= _entries(start, commit, posixpath.dirname(wanted))
    if sum(size for _, size in entries.values()) > MAX_BYTES:
        raise RevisionError(f'{wanted} of "{ref}" is larger than {MAX_BYTES:,} bytes; name a part of it')
    return Tree(ref, wanted, directory, _contents(start, {name: blob for name, (blob, _) in entries.items()}))


def _commit(start: Path, ref: str) -> str:
    try:
        found = _git(start, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except RevisionError:
        shallow = _git(start, "rev-parse", "--is-shallow-repository").strip() == b"true"
        remedy = "the clone is shallow: run `git fetch --unshallow` (actions/checkout: fetch-depth: 0)"
        raise RevisionError(
            f'git knows no revision "{ref}"; {remedy if shallow else "`git branch -a` and `git tag` list the names"}'
        ) from None
    return found.decode("ascii").strip()


def _normalized(path: str, prefix: str) -> str:
    joined = posixpath.join(prefix, path) if path.startswith(("./", "../")) else path
    normal = posixpath.normpath(joined) if joined else ""
    if normal.startswith(("../", "/")) or normal == "..":
        raise RevisionError(f'"{path}" is outside the repository; give a path from its top')
    return "" if normal == "." else normal


def _entries(start: Path, commit: str, path: str) -> dict[str, tuple[str, int]]:
    """Regular files at or below a path: name -> blob and size. Links and submodules are none."""
    listed = _git(start, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *([path] if path else []))
    found: dict[str, tuple[str, int]] = {}
    for line in listed.split(b"\0"):
        described, _, name = line.partition(b"\t")
        mode, _, rest = described.partition(b" ")
        if mode in {b"100644", b"100755"}:
            _, blob, size = rest.split()
            found[os.fsdecode(name)] = (blob.decode("ascii"), int(size))
    return found


def _contents(start: Path, blobs: dict[str, str]) -> dict[str, bytes]:
    asked = "".join(f"{blob}\n" for blob in blobs.values()).encode("ascii")
    answer = _git(start, "cat-file", "--batch", given=asked)
    contents: dict[str, bytes] = {}
    at = 0
    for name in blobs:
        end = answer.index(b"\n", at)
        header = answer[at:end].split()
        if len(header) != 3:
            raise RevisionError(f"git lacks the content of {name}; run `git fetch --refetch`")
        size = int(header[2])
        contents[name] = answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return contents


def _git(start: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {**os.environ, "LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=start, input=given, capture_output=True, env=environment,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise RevisionError("git is not installed; give a file or a directory instead") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git {arguments[0]} gave no answer within {_SECONDS} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if said and "not a git repository" in said[0]:
            raise RevisionError("there is no git repository here; run ocgen inside one, or give a file")
        raise RevisionError(f"git {arguments[0]} failed: {said[0] if said else f'exit code {done.returncode}'}")
    return done.stdout


def relative_to_top(path: Path, *, start: Path) -> str:
    """Return a path of the working tree as it is named from the top of its repository; raises RevisionError."""
    top = Path(os.fsdecode(_git(start, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    try:
        return PurePosixPath(path.resolve().relative_to(top.resolve())).as_posix()
    except ValueError:
        raise RevisionError(f"{path} is outside the repository {top}") from None
