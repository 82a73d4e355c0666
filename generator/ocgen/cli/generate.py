"""`ocgen generate`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.comparison import Compared, begin, compare_all, keep_verified
from ocgen.cli.groups import Verb
from ocgen.cli.options import (
    keys_argument,
    output_options,
    print_errors,
    project,
    project_config,
)
from ocgen.cli.output import not_written
from ocgen.errors import SpecsError
from ocgen.findings.finding import Finding
from ocgen.findings.location import display
from ocgen.plan.record import NAME
from ocgen.plan.remedy import Remedy
from ocgen.plan.stored import RecordError
from ocgen.runs.documents import DueDocuments, covers_documents, due_documents
from ocgen.runs.preparation import Prepared
from ocgen.runs.project import config_option, repeated
from ocgen.templates.ejected import outdated

if TYPE_CHECKING:
    from ocgen.plan.write import Written


@click.command("generate", cls=Verb)
@keys_argument
@output_options
@click.option("--force", is_flag=True, help="Overwrite or remove what was edited by hand or is not ours.")
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit with 1 when a file was written or removed, or is not added to git: for hooks.",
)
@click.option("--quiet", "-q", is_flag=True, help="Name no files.")
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    templates: Path | None,
    languages: tuple[str, ...],
    force: bool,
    exit_code: bool,
    quiet: bool,
) -> int:
    """Generate everything that the specs say: validators, clients and docs.

    Only what changed is written, and nothing at all when any spec has an error. A file that was edited by hand or is
    not ours is left alone, unless --force is given.

    The blocks in the documents of the configuration ([tool.ocgen] docs) are brought up to date too, as `ocgen docs
    inject` does it, so that `ocgen check` finds nothing afterwards. KEY or --target leave the documents alone; where
    there are neither specs nor connectors to generate, the documents alone are meant.

    With --exit-code the exit code tells, as that of `git diff --exit-code` does, whether a commit of what is there
    would lack something: it is 1 when anything was written or removed, and while a generated file is not added to git.

    \b
    Example:
      ocgen generate infusionsoftmarketing --out generated
    """
    if not (keys or specs or targets) and project_config().documents_alone:
        chosen = project((), out=out, templates=templates, languages=languages, catalogue=True)
        due = due_documents(chosen, force=force)
        if due.findings:
            return _refuse(due.findings)
        changed = _write(None, None, due, force=force, quiet=quiet)
        return int(exit_code and changed)
    prepared, mend = begin(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    try:
        compared = None if prepared.nothing_to_do else compare_all(prepared)
    except SpecsError as error:
        print_errors(error.findings)
        click.echo("nothing was generated; `ocgen lint` tells more", err=True)
        return 1
    covered = covers_documents(prepared.project, targets)
    due = due_documents(prepared.project, force=force) if covered else DueDocuments()
    if refused := [*_in_the_way(compared, prepared, mend, force=force), *due.findings]:
        return _refuse(refused)
    changed = _write(prepared, compared, due, force=force, quiet=quiet)
    config = prepared.project.config
    if config.docs and not covered:
        options = repeated(config, "specs", "out", "templates")
        command = shlex.join(["ocgen", *config_option(config), "docs", "inject", *options])
        click.echo(f"the documents of the configuration were left alone; run: {command}", err=True)
    if taken_over := list(outdated(prepared.templates.overlay)):
        print_errors(taken_over)
    return int(exit_code and (_lacks(prepared, compared) or changed))


def _lacks(prepared: Prepared, compared: Compared | None) -> bool:
    """Whether git does not know a file that this run has made, which is told."""
    from ocgen.git.command import GitError
    from ocgen.git.untracked import untracked

    made = set(prepared.record.files)
    if compared:
        made = {state.path for state in compared.states if state.wanted is not None}.union(compared.disk.kept)
    try:
        unknown = untracked(prepared.out, {*made, NAME}) if prepared.out.is_dir() else []
    except GitError as error:
        raise click.ClickException(str(error)) from None
    if unknown:
        shown = display(prepared.out)
        first = f"{shown}/{unknown[0]}" + (f" and {len(unknown) - 1} more files are" if unknown[1:] else " is")
        click.echo(f"{first} not in git yet; run: {shlex.join(['git', 'add', '--', shown])}", err=True)
    return bool(unknown)


def _refuse(findings: Sequence[Finding]) -> int:
    print_errors(findings)
    click.echo("nothing was written", err=True)
    return 1


def _in_the_way(compared: Compared | None, prepared: Prepared, mend: Remedy, *, force: bool) -> list[Finding]:
    """Return what is told of the files that a run must not touch unless it is forced."""
    from ocgen.plan.causes import Causes
    from ocgen.plan.report import stale

    if force or compared is None:
        return []
    states = [state for state in compared.states if not state.unedited]
    causes = Causes(prepared.record, prepared.inputs, compared.connectors)
    return list(stale(states, display(prepared.out), prepared.stored, causes, mend))


def _write(
    prepared: Prepared | None, compared: Compared | None, due: DueDocuments, *, force: bool, quiet: bool
) -> bool:
    """Write generated files, then documents, whose contents are on the disk before anything is changed.

    Returns whether anything was written or removed.
    """
    from ocgen.plan.rewrite import staged
    from ocgen.plan.write import CannotWriteError

    told: list[str] = []
    changed = bool(due.old)
    files_done = False
    try:
        with staged(due.contents) as put_documents:
            if prepared:
                done = _write_files(prepared, compared, force=force, quiet=quiet)
                changed = changed or bool(done.written or done.removed)
                told.append(_counted(done) if compared else f"{done.unchanged} files are current")
            files_done = True
            put_documents()
    except CannotWriteError as error:
        nothing = "the generated files were written, and no document" if files_done else "nothing was written"
        raise click.ClickException(not_written(error, "documents" if files_done else "files", nothing)) from None
    if not quiet:
        _name("written", (updated.document.name for updated in due.old))
    if due.old or due.current:
        told.append(f"documents: {len(due.old)} written, {due.current} unchanged")
    nothing = "nothing to do: " if prepared and not (compared or due.old) else ""
    click.echo(nothing + "; ".join(told), err=True)
    return changed


def _counted(done: Written) -> str:
    return f"{len(done.written)} written, {len(done.removed)} removed, {done.unchanged} unchanged"


def _write_files(prepared: Prepared, compared: Compared | None, *, force: bool, quiet: bool) -> Written:
    """Write what differs; raises CannotWriteError once it has named what it wrote."""
    from ocgen.plan.write import CannotWriteError, Written, write

    if compared is None:
        return Written((), (), len(prepared.record.files))

    shown = display(prepared.out)
    try:
        done = write(compared.states, prepared.out, compared.record, force=force)
    except CannotWriteError as error:
        _name("changed", (f"{shown}/{path}" for path in error.done if not quiet))
        raise
    except RecordError as error:
        raise click.ClickException(f"{error}; remove it, and run this again") from None
    keep_verified(prepared, compared)
    if prepared.stored.markers or prepared.stored.faults:
        click.echo(f"the record {shown}/{NAME} was merged or damaged, and is in order again", err=True)
    if not quiet:
        _name("written", (f"{shown}/{path}" for path in done.written))
        _name("removed", (f"{shown}/{path}" for path in done.removed))
    return replace(done, unchanged=done.unchanged + len(compared.disk.kept))


def _name(what: str, names: Iterable[str]) -> None:
    for name in names:
        click.echo(f"{what} {name}")
