"""What version control tells of a file whose content no record knows: whether a run of ours wrote it all the same.

Records are committed with the files, so the history of a record has the digest of every content that was ever
generated and committed. A file that was restored from an older commit, or that a merge has put together from
generated versions (`ocgen.plan.merged_text`), has nothing in it that anybody typed. Git is asked of such files alone,
within bounds of time and size; without git, or a repository, or in a shallow clone, they count as edited by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ocgen.files.reading import with_lf
from ocgen.git.command import GitError, git, git_lines
from ocgen.git.objects import blobs_of, contents_of
from ocgen.git.renames import renames
from ocgen.plan.digests import digest
from ocgen.plan.merged_text import is_merged, sides
from ocgen.plan.record import NAMES, OutputRecord
from ocgen.plan.stored import old_line, read_line

_SECONDS = 20.0
_COMMITS = "2000"  # of the record that are looked through, newest first
_PATHS = 300  # whose versions are compared; more did not come about by a merge
_VERSIONS = 10  # of a file
_BYTES = 50_000_000

# Names of commits that the versions of a file may be from while a merge, a rebase and the like is going on or done.
_COMMITS_NOW = ("HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "ORIG_HEAD")

# Where versions of a file are looked for: the stages of the index, these commits and what they were made from.
_PLACES = (":0", ":1", ":2", ":3", *_COMMITS_NOW, *(f"{commit}^" for commit in _COMMITS_NOW), "HEAD^2")


class Unknown(NamedTuple):
    """A content that no record knows, and the text that should stand in its place (None: nothing should)."""

    content: bytes
    wanted: str | None = None


@dataclass
class History:
    """The history of the ``record`` of an output directory; ``unanswered`` says why git could not be asked."""

    out: Path
    record: OutputRecord
    unanswered: str = ""
    _recorded: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # path -> digests

    def __post_init__(self) -> None:
        for path, owned in self.record.files.items():
            self._recorded[path].update(owned.digests)

    def generated(self, unknown: Mapping[str, Unknown]) -> set[str]:
        """Return the paths whose contents hold nothing but what runs of ours have written."""
        if not unknown:
            return set()
        try:
            top = git(self.out, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
            versions = self._versions(top, list(unknown)[:_PATHS])
            self._read({path: self._digests(entry, versions.get(path, ())) for path, entry in unknown.items()})
            known = {path: self._recorded_ones(path, versions.get(path, ())) for path in unknown}
            rest = {p: entry for p, entry in unknown.items() if not self._is_generated(p, entry, known[p])}
            self._add_renamed(top, rest, known)
        except (GitError, OSError) as error:
            self.unanswered = str(error)
            return set()
        return {p for p, entry in unknown.items() if p not in rest or self._is_generated(p, entry, known[p])}

    def named(self, paths: Iterable[str]) -> set[str]:
        """Return those of the paths that a record has named once."""
        wanted = set(paths)
        if not wanted:
            return set()
        try:
            git(self.out, "rev-parse", "--git-dir")
            for path, _ in self._lines():
                wanted.discard(path)
                if not wanted:
                    break
        except (GitError, OSError) as error:
            self.unanswered = str(error)
        return set(paths) - wanted

    def _add_renamed(self, top: str, rest: Iterable[str], known: dict[str, list[bytes]]) -> None:
        """Add to the known versions of files those of the files that git takes for their earlier names."""
        if not rest:
            return
        earlier = renames(self.out, self._commits_now, _SECONDS)
        paths = sorted({old for path in rest for old in earlier.get(path, ())})[:_PATHS]
        versions = self._versions(top, paths) if paths else {}
        self._read({path: {*map(digest, versions[path])} for path in paths})
        for path in rest:
            for old in sorted(earlier.get(path, ())):
                known[path] += self._recorded_ones(old, versions.get(old, ()))

    def _recorded_ones(self, path: str, versions: Iterable[bytes]) -> list[bytes]:
        return [version for version in versions if digest(version) in self._recorded[path]]

    def _is_generated(self, path: str, entry: Unknown, versions: Sequence[bytes]) -> bool:
        """Whether a content was recorded, or is a mix of ``versions``, all of them recorded, and what is wanted."""
        if digest(entry.content) in self._recorded[path]:
            return True
        with suppress(UnicodeDecodeError):
            text = entry.content.decode()
            known = [version.decode() for version in versions]
            if not known:
                return False
            wanted = [entry.wanted] if entry.wanted is not None else []
            return is_merged(text, [*known, *wanted]) or _each_side(text, known)
        return False

    def _digests(self, entry: Unknown, versions: Iterable[bytes]) -> set[str]:
        return {digest(entry.content), *map(digest, versions)}

    def _versions(self, top: str, paths: list[str]) -> dict[str, list[bytes]]:
        """Return versions of files that the content at hand may be put together from, by path."""
        blobs: dict[str, list[str]] = {path: [] for path in paths}
        named = {f"{where}:{top}{path}": path for path in paths for where in _PLACES}
        for name, blob in blobs_of(self.out, named).items():
            blobs[named[name]].append(blob)
        for path, blob in self._last_blobs(top, paths):
            if path in blobs:
                blobs[path].append(blob)
        unique = {path: list(dict.fromkeys(of_path))[:_VERSIONS] for path, of_path in blobs.items()}
        contents = contents_of(self.out, list(dict.fromkeys(b for of in unique.values() for b in of)), _BYTES)
        return {path: [with_lf(contents[b]) for b in of_path if b in contents] for path, of_path in unique.items()}

    def _last_blobs(self, top: str, paths: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the blobs that the last commits of files have put in place or replaced: path and id."""
        shown = ("--raw", "--no-abbrev", "--no-renames", "-m", "--format=", "--max-count=50")
        lines = self._log(*shown, "--", *paths)
        for line in lines:
            described, _, name = line.rstrip(b"\n").partition(b"\t")
            path = name.decode("utf-8", "surrogateescape")
            words = described.split()
            if path.startswith(top) and len(words) == 5:
                yield from ((path[len(top) :], word.decode("ascii")) for word in words[2:4] if word.strip(b"0"))

    def _read(self, wanted: Mapping[str, set[str]]) -> None:
        """Read the record's history until all digests are found that are wanted, or to its end."""
        left = {(path, name) for path, digests in wanted.items() for name in digests - self._recorded[path]}
        for path, name in self._lines():
            if path in wanted:
                self._recorded[path].add(name)
                left.discard((path, name))
                if not left:
                    return

    def _lines(self) -> Iterator[tuple[str, str]]:
        """Yield path and digest of each line that a commit has added to a record or taken away, newest first."""
        shown = (
            "--patch",
            "--unified=0",
            "--text",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "-m",
            "--format=",
        )
        for line in self._log(*shown, f"--max-count={_COMMITS}", "--", *NAMES):
            if line[:1] not in (b"+", b"-"):
                continue
            text = line[1:].decode("utf-8", "replace").rstrip("\r\n")
            said = old_line(text) or read_line(text)
            if isinstance(said, OutputRecord):
                yield from ((path, name) for path, owned in said.files.items() for name in owned.digests)

    @cached_property
    def _commits_now(self) -> list[str]:
        """The names of commits of a merge and the like that is going on."""
        given = "".join(f"{name}\n" for name in _COMMITS_NOW).encode()
        answers = git(self.out, "cat-file", "--batch-check=%(objecttype)", given=given).splitlines()
        return [name for name, answer in zip(_COMMITS_NOW, answers, strict=False) if answer == b"commit"]

    def _log(self, *arguments: str) -> Iterator[bytes]:
        """Yield what git tells of all commits that are known here, those of a merge that is going on included."""
        return git_lines(
            self.out, "-c", "core.quotePath=false", "log", "--no-color", "--no-show-signature", "--all", "--reflog",
            *self._commits_now, *arguments, seconds=_SECONDS,
        )  # fmt: skip


def _each_side(text: str, known: Iterable[str]) -> bool:
    """Whether each side of a text in conflict is a version that is known."""
    lines = text.splitlines()
    found = sides(lines)
    versions = [version.splitlines() for version in known]
    return len(found) > 1 and all(side in versions for side in found)
