"""What `ocgen generate` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.errors import OutputError
from ocgen.findings.finding import Finding
from ocgen.findings.location import display
from ocgen.plan.remedy import Remedy
from ocgen.plan.stored import RecordError
from ocgen.plan.write import CannotWriteError
from ocgen.project.config import Config
from ocgen.runs.comparison import begin, compare_all, keep_verified
from ocgen.runs.documents import DueDocuments, covers_documents, due_documents
from ocgen.runs.preparation import Prepared
from ocgen.runs.progress import Progress, nobody
from ocgen.runs.project import open_run, read_config
from ocgen.templates.ejected import outdated

_SHOWN = 5  # connectors that one note names

if TYPE_CHECKING:
    from ocgen.runs.comparison import Compared


@dataclass(frozen=True, slots=True)
class GenerateResult:
    """What a run has done to generated files and to documents, each by the name that findings show.

    ``up_to_date`` tells that digests alone have shown every generated file to be current, so that nothing was
    generated. ``documents_alone``: there was nothing to generate but the documents; ``documents_left_alone``: the
    configuration names documents, and the run was about other things. ``record_repaired``: a merge or an accident had
    damaged the record in ``out``, the output directory. ``findings`` are warnings about ejected templates; ``notes``
    tell which connectors have lost their files, which stay that the run did not name, and how that is changed.
    """

    out: Path
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    documents_written: tuple[str, ...] = ()
    documents_unchanged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    up_to_date: bool = False
    documents_alone: bool = False
    documents_left_alone: bool = False
    record_repaired: bool = False
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was written or removed."""
        return bool(self.written or self.removed or self.documents_written)


class DocumentsNotWrittenError(CannotWriteError):
    """The file system refused a document; ``generated`` tells of the generated files, which were written before."""

    def __init__(self, error: CannotWriteError, generated: GenerateResult) -> None:
        super().__init__(error.path, error.reason, error.done, error.total)
        self.generated = generated


def generate(
    keys: Sequence[str] = (),
    *,
    force: bool = False,
    config: Config | None = None,
    progress: Progress | None = None,
) -> GenerateResult:
    """Generate what the specs say, and bring the documents of the configuration up to date; write what differs.

    ``keys`` are connector keys or globs, by default all of the project; they, and targets that ``config`` was given,
    leave the documents alone. With ``force``, what was edited by hand or is not ours is overwritten or removed.
    ``progress`` is told what the run does, how much of it is done, and of how much.

    Nothing is written when anything is wrong. Raises ConfigError, SelectionError, SpecsError, GenerationError, and
    OutputError, whose findings name the files and the documents that are in the way. CannotWriteError, a kind of it,
    tells what was written before the file system refused.
    """
    config = config or read_config()
    started = begin(config, keys)
    if started is None:
        due = due_documents(open_run(config), force=force)
        _refuse(due.findings)
        return _write(GenerateResult(config.out, documents_alone=True), due, None, None, force=force)
    prepared, remedy = started
    compared = None if prepared.nothing_to_do else compare_all(prepared, progress or nobody)
    covered = covers_documents(prepared.project, keys)
    due = due_documents(prepared.project, force=force) if covered else DueDocuments()
    _refuse([*_in_the_way(compared, prepared, remedy, force=force), *due.findings])
    begun = GenerateResult(prepared.out, documents_left_alone=bool(config.docs) and not covered)
    done = _write(begun, due, prepared, compared, force=force)
    notes = tuple(_notes(prepared, compared, remedy)) if compared else ()
    return replace(done, findings=tuple(outdated(config.templates)), notes=notes)


def not_in_git(result: GenerateResult) -> tuple[str, ...]:
    """Return which generated files, and the record of them, git neither tracks nor was told to ignore, by name.

    Raises GitError.
    """
    from ocgen.git.untracked import untracked
    from ocgen.plan.record import NAME

    if not result.out.is_dir():
        return ()
    prefix = f"{display(result.out)}/"
    made = {name.removeprefix(prefix) for name in (*result.written, *result.unchanged)}
    return tuple(prefix + path for path in untracked(result.out, {*made, NAME}))


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise OutputError.of(findings)


def _notes(prepared: Prepared, compared: Compared, remedy: Remedy) -> Iterator[str]:
    """Yield what stays that a run without a configuration did not name, and which connectors have lost all files."""
    project, before = prepared.project, prepared.record.connectors
    again = f"then run: {replace(remedy, keys=()).command()}"
    others = [key for key in project.connectors if key not in project.selected]
    if project.config.only_named and others and not before.issuperset(project.selected):
        them = "it" if len(others) == 1 else "them"
        way = f"to drop {them}, name what is to stay in `connectors` of [tool.ocgen]"
        yield f"kept: {_some(others)}, generated before; {way}, {again}"
    lost = sorted(before - compared.record.connectors)
    if bundled := [key for key in lost if key in project.files]:
        way = f"to have {'it' if len(bundled) == 1 else 'one'} back, name it in `connectors` of [tool.ocgen]"
        yield f"removed: {_some(bundled)}, no part of this project any more; {way}, {again}"
    if gone := [key for key in lost if key not in project.files]:
        way = f"to have {'it' if len(gone) == 1 else 'one'} back, restore its spec in {display(project.config.specs)}"
        yield f"removed: {_some(gone)}, of which there is no spec any more; {way}, {again}"


def _some(keys: Sequence[str]) -> str:
    """Return keys in words, the first few of many."""
    return ", ".join(keys[:_SHOWN]) + (f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else "")


def _in_the_way(compared: Compared | None, prepared: Prepared, remedy: Remedy, *, force: bool) -> list[Finding]:
    """Return what is told of the files that a run must not touch unless it is forced."""
    from ocgen.plan.causes import Causes
    from ocgen.plan.report import stale

    if force or compared is None:
        return []
    states = [state for state in compared.states if not state.unedited]
    causes = Causes(prepared.record, prepared.inputs, compared.connectors)
    return list(stale(states, display(prepared.out), prepared.stored, causes, remedy))


def _write(
    begun: GenerateResult, due: DueDocuments, prepared: Prepared | None, compared: Compared | None, *, force: bool
) -> GenerateResult:
    """Write generated files, then documents, whose contents are on the disk before anything is changed."""
    from ocgen.plan.rewrite import staged

    done: GenerateResult | None = None
    try:
        with staged(due.contents) as put_documents:
            done = begun if prepared is None else _write_files(begun, prepared, compared, force=force)
            put_documents()
    except CannotWriteError as error:
        if done is None:
            raise
        raise DocumentsNotWrittenError(error, done) from None
    names = tuple(updated.document.name for updated in due.old)
    return replace(done, documents_written=names, documents_unchanged=due.current)


def _write_files(
    begun: GenerateResult, prepared: Prepared, compared: Compared | None, *, force: bool
) -> GenerateResult:
    """Write what differs; raises CannotWriteError, and RecordError for what an interrupted run has left."""
    from ocgen.plan.write import write

    shown = display(prepared.out)

    def named(paths: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{shown}/{path}" for path in paths)

    if compared is None:
        return replace(begun, unchanged=named(sorted(prepared.record.files)), up_to_date=True)
    try:
        done = write(compared.states, prepared.out, compared.record, force=force)
    except RecordError as error:
        raise RecordError(f"{error}; remove it, and run this again") from None
    keep_verified(prepared, compared)
    current = [state.path for state in compared.states if state.state == "current"]
    return replace(
        begun,
        written=named(done.written),
        removed=named(done.removed),
        unchanged=named(sorted([*current, *compared.disk.kept])),
        record_repaired=bool(prepared.stored.markers or prepared.stored.faults),
    )
