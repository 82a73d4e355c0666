"""Writing a plan: all or nothing, whole files only.

Every new content is first written beside its place, so that a full disk is met before anything has changed. Then a
journal names the files that are about to be put in place, each is renamed, and the manifest is written last. A run
that is killed leaves whole files; the next one finds the journal, takes the files it names for ours, and finishes.
What the journal says of files outside that next run's scope stays in it.
Two runs at once write one after the other; the manifest of the last one stays.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocgen.plan.compare import FileState
from ocgen.plan.digests import digest
from ocgen.plan.journal import Pending, journal_text, left_over, read_journal
from ocgen.plan.lock import alone
from ocgen.plan.manifest import NAME, Manifest
from ocgen.plan.paths import JOURNAL

STAGE = ".ocgen-stage"

Replace = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did, by path."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class RefusedError(Exception):
    """Files that are not ours or were edited by hand are in the way; nothing was written."""

    def __init__(self, states: Sequence[FileState]) -> None:
        super().__init__(f"{len(states)} files are in the way")
        self.states = tuple(states)


class CannotWriteError(Exception):
    """The file system refused; ``path`` and ``reason`` tell where and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def write(
    states: Sequence[FileState], out: Path, manifest: Manifest, *, force: bool = False, replace: Replace = os.replace
) -> Written:
    """Bring the disk to what ``states`` want and record it as ``manifest``.

    Raises RefusedError, with nothing written, when a file was edited by hand or is not ours and ``force`` is not given;
    CannotWriteError when the file system refuses.
    """
    in_the_way = [state for state in states if not state.unedited]
    if in_the_way and not force:
        raise RefusedError(in_the_way)
    wanted = {s.path: s.wanted for s in states if s.wanted is not None and s.state != "current"}
    removed = [s.path for s in states if s.wanted is None]
    text = manifest.text()
    if not wanted and not removed and _same(out / NAME, text) and not (out / JOURNAL).exists():
        return Written((), (), len(states))
    now = {Pending(s.path, digest(wanted[s.path].encode()), s.target, s.connector) for s in states if s.path in wanted}
    try:
        with alone(out):
            before = read_journal(out)
            left = left_over(out, before, {s.path for s in states}.union(manifest.files))
            _carry_out(wanted, removed, text, _Journal(now | before, left), out, replace)
    except OSError as error:
        # A rename names two files; what cannot be put in place is the second.
        path = Path(error.filename2 or error.filename or out)
        raise CannotWriteError(path, (error.strerror or str(error)).lower()) from None
    return Written(tuple(wanted), tuple(removed), len(states) - len(wanted) - len(removed))


@dataclass(frozen=True, slots=True)
class _Journal:
    """What the journal says while the run is at work, and what is left of it afterwards."""

    during: Iterable[Pending]
    after: Collection[Pending]


def _carry_out(
    wanted: Mapping[str, str], removed: Sequence[str], manifest: str, journal: _Journal, out: Path, replace: Replace
) -> None:
    stage = out / STAGE
    started = False
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        staged = {path: _stage(f"{stage}/{number}", text) for number, (path, text) in enumerate(wanted.items())}
        manifest_staged = _stage(f"{stage}/manifest", manifest)
        for folder in sorted({path.rpartition("/")[0] for path in wanted}):
            _make_folder(out, folder)
        for path in wanted:
            if os.path.isdir(place := f"{out}/{path}") and not os.path.islink(place):  # noqa: PTH112, PTH114 - see _stage
                raise IsADirectoryError(0, "a directory stands in the way of a file", place)
        left = _stage(f"{stage}/left", journal_text(journal.after)) if journal.after else None
        replace(_stage(f"{stage}/journal", journal_text(journal.during)), f"{out}/{JOURNAL}")
        started = True
        for path, source in staged.items():
            replace(source, f"{out}/{path}")
        for path in removed:
            (out / path).unlink(missing_ok=True)
        _remove_empty(out, removed)
        replace(manifest_staged, f"{out}/{NAME}")
        if left:
            replace(left, f"{out}/{JOURNAL}")
        else:
            (out / JOURNAL).unlink(missing_ok=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if not started and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def _stage(path: str, text: str) -> str:
    """Write a file and return its path, a plain one: a run writes a thousand, and pathlib takes as long as writing."""
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(text.encode())
    return path


def _make_folder(out: Path, path: str) -> None:
    """Make a directory. Nothing is written through a link, which might lead out of the output directory."""
    place = out
    for part in Path(path).parts:
        place /= part
        if place.is_symlink():
            raise OSError(0, "a link stands in the way of a directory", str(place))
        if not place.is_dir():
            place.mkdir()


def _remove_empty(out: Path, removed: Iterable[str]) -> None:
    for path in removed:
        place = (out / path).parent
        while place != out and place.is_dir() and not any(place.iterdir()):
            place.rmdir()
            place = place.parent


def _same(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
