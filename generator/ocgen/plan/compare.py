"""Plan and disk compared: the state of every file."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from ocgen.files.reading import with_lf
from ocgen.output.header import bears_notice
from ocgen.plan.digests import digest
from ocgen.plan.foreign_files import bearing_notice, foreign_files, roots_of
from ocgen.plan.history import History, Unknown
from ocgen.plan.journal import Pending
from ocgen.plan.output_directory import Link, LinkError, OutputDirectory
from ocgen.plan.plan import Plan, Scope
from ocgen.plan.record import OutputRecord, Owned

State = Literal["current", "missing", "outdated", "edited", "foreign", "orphaned", "leftover", "linked"]

MEANING: dict[State, str] = {
    "current": "it is what the spec says",
    "missing": "it is not there",
    "outdated": "it is as it was generated, and the spec, a template or the tool has changed since",
    "edited": "somebody has changed it by hand",
    "foreign": "it is in the way, and not ours",
    "orphaned": "it was generated once, and nothing makes it any more",
    "leftover": "it bears ocgen's notice, nothing makes it, and no record tells whether somebody has changed it",
    "linked": "a symbolic link is in its place, and none is followed below the output directory",
}


@dataclass(frozen=True, slots=True)
class FileState:
    """One file: its state, what is there (None: nothing or no text) and what should be (None: nothing).

    ``link`` is the symbolic link that stands in its place, or in that of a folder above it.
    """

    path: str
    state: State
    target: str
    connector: str
    found: str | None
    wanted: str | None
    link: Link | None = None

    @property
    def unedited(self) -> bool:
        """Whether the run may rewrite or remove it without asking."""
        return self.state not in {"edited", "foreign", "leftover", "linked"}

    def diff(self) -> list[str]:
        """Return the lines of a unified diff from what is there to what should be."""
        before = [] if self.found is None else self.found.splitlines(keepends=True)
        after = [] if self.wanted is None else self.wanted.splitlines(keepends=True)
        diff = difflib.unified_diff(before, after, f"{self.path} (on disk)", f"{self.path} (as generated)")
        return [line if line.endswith("\n") else f"{line}\n" for line in diff]


@dataclass(frozen=True)
class Disk:
    """What the plan is compared with: the output directory and what is known about it.

    ``kept`` are paths that were not rendered since they are known to be current. ``pending`` is what an interrupted run
    was about to write: such a file is ours, and not edited by hand. ``lost`` tells that the record may say less than
    was written into it once. ``history`` is asked of contents that neither knows.
    """

    out: Path
    record: OutputRecord
    kept: Collection[str] = frozenset()
    pending: frozenset[Pending] = frozenset()
    lost: bool = False
    history: History | None = None

    def wrote(self, path: str, content: bytes) -> bool:
        """Whether a run of ours wrote this content, or was about to."""
        found, owned = digest(content), self.record.files.get(path)
        return bool(owned and found in owned.digests) or (path, found) in self._begun

    @cached_property
    def _begun(self) -> frozenset[tuple[str, str]]:
        return frozenset((entry.path, entry.digest) for entry in self.pending)

    @cached_property
    def known(self) -> dict[str, Pending | Owned]:
        """Every file that a run of ours wrote or was about to write, by path."""
        return {**{entry.path: entry for entry in sorted(self.pending)}, **self.record.files}


def compare(plan: Plan, disk: Disk, scope: Scope) -> list[FileState]:
    """Return the state of every file of the scope, sorted by path.

    Precedence: a file that is as it should be is current, whoever wrote it; else what is not ours is foreign; else what
    no run of ours can have left is edited, whether the plan still wants it or not. Line ends make no difference: a
    checkout may have changed them.
    """
    unknown: dict[str, Unknown] = {}
    with OutputDirectory(disk.out) as inside:
        states = [*_planned(plan, disk, scope, inside, unknown), *_orphans(plan, disk, scope, inside, unknown)]
        if scope.connectors is None:
            states += _left_over(plan, disk, scope, inside, unknown)
    generated = disk.history.generated(unknown) if disk.history else set()
    states = [_generated(state) if state.path in generated else state for state in states]
    return sorted(states, key=lambda state: state.path)


def _generated(state: FileState) -> FileState:
    return replace(state, state="orphaned" if state.wanted is None else "outdated")


def _planned(
    plan: Plan, disk: Disk, scope: Scope, inside: OutputDirectory, unknown: dict[str, Unknown]
) -> Iterator[FileState]:
    for artifact in plan.artifacts:
        if not scope.holds(artifact.target, artifact.connector):
            continue
        content = _content(inside, artifact.path)
        state: State
        if isinstance(content, Link):
            yield FileState(
                artifact.path, "linked", artifact.target, artifact.connector, None, artifact.text, link=content
            )
            continue
        if content is None:
            state = "missing"
        elif content == artifact.text.encode():
            state = "current"
        elif disk.wrote(artifact.path, content):
            state = "outdated"
        else:
            state = "edited" if artifact.path in disk.known or bears_notice(content) else "foreign"
            unknown[artifact.path] = Unknown(content, artifact.text)
        yield FileState(artifact.path, state, artifact.target, artifact.connector, _text(content), artifact.text)


def _orphans(
    plan: Plan, disk: Disk, scope: Scope, inside: OutputDirectory, unknown: dict[str, Unknown]
) -> Iterator[FileState]:
    planned = _paths(plan, disk)
    for path, owned in sorted(disk.known.items()):
        if path in planned or not scope.holds(owned.target, owned.connector):
            continue
        content = _content(inside, path)
        if isinstance(content, Link):
            yield FileState(path, "linked", owned.target, owned.connector, None, None, link=content)
        elif content is not None:
            state: State = "orphaned" if disk.wrote(path, content) else "edited"
            if state == "edited":
                unknown[path] = Unknown(content)
            yield FileState(path, state, owned.target, owned.connector, _text(content), None)


def _left_over(
    plan: Plan, disk: Disk, scope: Scope, inside: OutputDirectory, unknown: dict[str, Unknown]
) -> Iterator[FileState]:
    """Yield files that the record has lost, or a merge has kept: with our notice, and made by nothing.

    Whoever copies a generated file has one that only looks so: where git can tell, a record must have named it.
    """
    planned = _paths(plan, disk)
    owned = (path for path, owned in disk.known.items() if scope.holds(owned.target, owned.connector))
    roots = roots_of([*planned, *owned], scope.targets)
    found = bearing_notice(disk.out, foreign_files(disk.out, planned | disk.known.keys(), roots))
    named = disk.history.named(found) if disk.history else set()
    silent = not disk.history or bool(disk.history.unanswered)
    for path in found:
        content = _content(inside, path)
        if isinstance(content, bytes) and (path in named or (silent and disk.lost)):
            unknown[path] = Unknown(content)
            yield FileState(path, "leftover", "", "", _text(content), None)


def _paths(plan: Plan, disk: Disk) -> set[str]:
    """Return the paths of all that is generated now."""
    return {artifact.path for artifact in plan.artifacts}.union(disk.kept)


def _content(inside: OutputDirectory, path: str) -> bytes | Link | None:
    """Return a file's bytes, a link, None for nothing, and for anything else a text that is never wanted."""
    try:
        return with_lf(inside.read(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except LinkError as error:
        return error.link
    except OSError as error:
        if error.errno in (errno.EISDIR, errno.EINVAL, errno.EFBIG):
            return f"\0{error.strerror}".encode()
        raise


def _text(content: bytes | None) -> str | None:
    if content is None:
        return None
    return content.decode("utf-8", errors="replace") if b"\0" not in content else "(no text)\n"
