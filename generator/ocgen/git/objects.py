"""Contents of git's objects, by any name that git knows them by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ocgen.git.command import GitError, git


def blobs_of(start: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the ids of the blobs that names such as ``HEAD:docs/a.md`` or ``:2:docs/a.md`` stand for.

    Names that stand for nothing, or for something else, are left out. Raises GitError.
    """
    asked = [name for name in dict.fromkeys(names) if "\n" not in name]
    if not asked:
        return {}
    given = "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    answers = git(start, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=given).splitlines()
    if len(answers) != len(asked):
        raise GitError("git cat-file gave no answer for each name")
    pairs = zip(asked, answers, strict=True)
    return {name: answer[5:].decode("ascii") for name, answer in pairs if answer.startswith(b"blob ")}


def contents_of(start: Path, blobs: Sequence[str], most: int) -> dict[str, bytes]:
    """Return the contents of blobs by id, as far as they are here and ``most`` bytes in sum; raises GitError."""
    if not blobs:
        return {}
    asked = "".join(f"{blob}\n" for blob in blobs).encode("ascii")
    sizes = git(start, "cat-file", "--batch-check=%(objectname) %(objectsize)", given=asked).split(b"\n")
    chosen: list[str] = []
    for line in sizes:
        known, _, length = line.partition(b" ")
        if length.isdigit() and int(length) <= most:
            most -= int(length)
            chosen.append(known.decode("ascii"))
    return read_blobs(start, chosen)


def read_blobs(start: Path, blobs: Sequence[str]) -> dict[str, bytes]:
    """Return the contents of blobs by id, without those that git lacks, as in a partial clone; raises GitError."""
    if not blobs:
        return {}
    answer = git(start, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode("ascii"))
    contents: dict[str, bytes] = {}
    at = 0
    for blob in blobs:
        end = answer.index(b"\n", at)
        header = answer[at:end].split()
        at = end + 1
        if len(header) == 3:  # otherwise it says that the blob is missing
            size = int(header[2])
            contents[blob] = answer[at : at + size]
            at += size + 1
    return contents
