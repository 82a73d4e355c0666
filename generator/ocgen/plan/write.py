"""Writing a plan: all or nothing, whole files only.

Every new content is first written beside its place, so that a full disk is met before anything has changed. Then a
journal names the files that are about to be put in place, each is renamed, and the record is written last. A run
that is killed leaves whole files; the next one finds the journal, takes the files it names for ours, and finishes.
What the journal says of files outside that next run's scope stays in it. No link below the output directory is
followed (`ocgen.plan.output_directory`); where a run is forced, it replaces the link and not what that leads to.
Two runs at once write one after the other; the record of the last one stays.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ocgen.errors import OutputError
from ocgen.files.reading import with_lf
from ocgen.plan.compare import FileState
from ocgen.plan.digests import digest
from ocgen.plan.journal import Pending, journal_text, left_over, read_journal
from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.paths import JOURNAL
from ocgen.plan.record import ATTRIBUTES, ATTRIBUTES_TEXT, NAME, NAMES, OutputRecord
from ocgen.plan.run_lock import alone
from ocgen.text.counts import numbered

STAGE = ".ocgen-stage"

Replace = Callable[[str, str], None]
Put = Callable[[OutputDirectory, str, str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did, by path."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


class RefusedError(OutputError):
    """Files that are not ours or were edited by hand are in the way; nothing was written."""

    def __init__(self, states: Sequence[FileState]) -> None:
        super().__init__(numbered(len(states), "file is in the way", "files are in the way"))
        self.states = tuple(states)


class CannotWriteError(OutputError):
    """The file system refused; ``path`` and ``reason`` tell where and why.

    ``done`` are the files of ``total`` that had been written or removed by then, each as a whole.
    """

    def __init__(self, path: Path, reason: str, done: Sequence[str] = (), total: int = 0) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.done = tuple(done)
        self.total = total


def write(
    states: Sequence[FileState], out: Path, record: OutputRecord, *, force: bool = False, replace: Replace | None = None
) -> Written:
    """Bring the disk to what ``states`` want and write the ``record`` of it.

    Records of older versions go, and the first record gets a `.gitattributes` beside it where there is none.

    Raises RefusedError, with nothing written, when a file was edited by hand or is not ours and ``force`` is not given;
    CannotWriteError when the file system refuses; RecordError for a journal that cannot be used. ``replace`` stands
    for the system's renaming.
    """
    in_the_way = [state for state in states if not state.unedited]
    if in_the_way and not force:
        raise RefusedError(in_the_way)
    change = _Change(
        wanted={s.path: s.wanted for s in states if s.wanted is not None and s.state != "current"},
        removed=[s.path for s in states if s.wanted is None and (s.link is None or s.link.path == s.path)],
        links=sorted({s.link.path for s in states if s.link and s.link.path != s.path}),
    )
    text = record.text()
    if not (change.wanted or change.removed or change.links) and _as_before(out, text):
        return Written((), ())
    now = {
        Pending(s.path, digest(change.wanted[s.path].encode()), s.target, s.connector)
        for s in states
        if s.path in change.wanted
    }
    done: list[str] = []
    try:
        with alone(out), OutputDirectory(out) as inside, OutputDirectory(out) as stage:
            before = read_journal(out)
            left = left_over(out, before, {s.path for s in states}.union(record.files))
            put = partial(_rename, replace) if replace else partial(OutputDirectory.put, beside=stage)
            _carry_out(change, text, _Journal(now | before, left), inside, put, done)
    except OSError as error:
        # A rename names two files; what cannot be put in place is the second.
        path = Path(error.filename2 or error.filename or out)
        raise CannotWriteError(path, (error.strerror or str(error)).lower(), done, change.size) from None
    return Written(tuple(change.wanted), tuple(change.removed))


def _rename(replace: Replace, inside: OutputDirectory, source: str, path: str) -> None:
    inside.look(path)  # raises for a link on the way
    replace(f"{inside.top}/{source}", f"{inside.top}/{path}")


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done, by path: texts to put in place, files and links to remove.

    ``links`` stand in the place of folders.
    """

    wanted: Mapping[str, str]
    removed: Sequence[str]
    links: Sequence[str]

    @property
    def size(self) -> int:
        """How many files and links it is about."""
        return len(self.wanted) + len(self.removed) + len(self.links)


@dataclass(frozen=True, slots=True)
class _Journal:
    """What the journal says while the run is at work, and what is left of it afterwards."""

    during: Iterable[Pending]
    after: Collection[Pending]


def _carry_out(
    change: _Change, record: str, journal: _Journal, inside: OutputDirectory, put: Put, done: list[str]
) -> None:
    """Make the changes; ``done`` is called with each path that changed. A rewritten file keeps its permissions."""
    started = False
    folders: list[str] = []
    shutil.rmtree(inside.top / STAGE, ignore_errors=True)
    try:
        inside.make_folder(STAGE)
        modes = {path: inside.mode(path) for path in (*change.wanted, NAME)}
        staged = {
            path: _stage(inside, str(number), text, modes[path])
            for number, (path, text) in enumerate(change.wanted.items())
        }
        record_staged = _stage(inside, "record", record, modes[NAME])
        first = inside.look(NAME) is None and inside.look(ATTRIBUTES) is None
        companions = [_stage(inside, "attributes", ATTRIBUTES_TEXT)] if first else []
        for link in change.links:
            inside.remove(link)
            done.append(link)
        _make_folders(change, inside, folders)
        left = _stage(inside, "left", journal_text(journal.after)) if journal.after else None
        put(inside, _stage(inside, "journal", journal_text(journal.during)), JOURNAL)
        started = True
        for path, source in staged.items():
            put(inside, source, path)
            done.append(path)
        for path in change.removed:
            inside.remove(path)
            done.append(path)
        for folder in {path.rpartition("/")[0] for path in change.removed}:
            inside.remove_empty(folder)
        _put_record(inside, put, record_staged, companions, left)
    finally:
        shutil.rmtree(inside.top / STAGE, ignore_errors=True)
        if not started:
            for folder in folders:
                inside.remove_empty(folder)
            if not any(inside.top.iterdir()):
                inside.top.rmdir()


def _put_record(inside: OutputDirectory, put: Put, record: str, companions: Iterable[str], left: str | None) -> None:
    """Put the record in place, what stands beside it first, and what is left of the journal last."""
    for companion in companions:
        put(inside, companion, ATTRIBUTES)
    put(inside, record, NAME)
    for older in NAMES[1:]:
        inside.remove(older)
    if left:
        put(inside, left, JOURNAL)
    else:
        inside.remove(JOURNAL)


def _make_folders(change: _Change, inside: OutputDirectory, made: list[str]) -> None:
    """Make the folders of what is wanted; ``made`` is told each. Raises OSError for what is in the way."""
    for folder in sorted({path.rpartition("/")[0] for path in change.wanted} - {""}):
        made += [folder] if inside.look(folder) is None else []
        inside.make_folder(folder)
    for path in change.wanted:
        if (found := inside.look(path)) and stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(0, "a directory is in the way of a file", f"{inside.top}/{path}")


def _stage(inside: OutputDirectory, name: str, text: str, mode: int | None = None) -> str:
    """Write a file and return its path."""
    inside.create(f"{STAGE}/{name}", text.encode(), mode)
    return f"{STAGE}/{name}"


def _as_before(out: Path, record: str) -> bool:
    """Whether the record is on disk as it would be written, none of an older version is, and no run was interrupted."""
    with OutputDirectory(out) as inside:
        try:
            as_it_is = with_lf(inside.read(NAME)) == record.encode()
            return as_it_is and not any(inside.look(other) for other in (JOURNAL, *NAMES[1:]))
        except OSError:
            return False
