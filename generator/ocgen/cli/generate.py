"""`ocgen generate`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ocgen.cli.comparison import Compared, SpecError, begin, compare_all, keep_verified
from ocgen.cli.docs.documents import Due, covers_documents, due_documents
from ocgen.cli.options import (
    as_given,
    config_given,
    keys_argument,
    output_options,
    print_errors,
    project,
    project_config,
)
from ocgen.cli.output import not_written
from ocgen.ejected import outdated
from ocgen.findings.finding import Finding
from ocgen.location import display
from ocgen.plan.mend import Mend
from ocgen.plan.record import NAME
from ocgen.plan.stored import RecordError
from ocgen.prepared import Prepared


@click.command("generate")
@keys_argument
@output_options
@click.option("--force", is_flag=True, help="Overwrite or remove what was edited by hand or is not ours.")
@click.option("--quiet", "-q", is_flag=True, help="Name no files.")
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    templates: Path | None,
    languages: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    """Generate everything that the specs say: validators, clients and docs.

    Only what changed is written, and nothing at all when any spec has an error. A file that was edited by hand or is
    not ours is left alone, unless --force is given.

    The blocks in the documents of the configuration ([tool.ocgen] docs) are brought up to date too, as `ocgen docs
    inject` does it, so that `ocgen check` finds nothing afterwards. KEY or --target leave the documents alone; where
    there are neither specs nor connectors to generate, the documents alone are meant.

    \b
    Example:
      ocgen generate infusionsoftmarketing --out generated
    """
    of_documents = as_given(specs=specs, out=out, templates=templates)
    if not (keys or specs or targets) and project_config().documents_alone:
        chosen = project((), out=out, templates=templates, languages=languages, catalogue=True)
        due = due_documents(chosen, of_documents, force=force)
        if due.findings:
            return _refuse(due.findings)
        _write(None, None, due, force=force, quiet=quiet)
        return 0
    prepared, mend = begin(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    try:
        compared = None if prepared.nothing_to_do else compare_all(prepared)
    except SpecError as error:
        print_errors(error.findings)
        click.echo("nothing was generated; `ocgen lint` tells more", err=True)
        return 1
    covered = covers_documents(prepared.project, targets)
    due = due_documents(prepared.project, of_documents, force=force) if covered else Due()
    if refused := [*_in_the_way(compared, prepared, mend, force=force), *due.findings]:
        return _refuse(refused)
    _write(prepared, compared, due, force=force, quiet=quiet)
    if prepared.project.config.docs and not covered:
        command = shlex.join(["ocgen", *config_given(), "docs", "inject", *of_documents])
        click.echo(f"the documents of the configuration were left alone; run: {command}", err=True)
    if taken_over := list(outdated(prepared.templates.overlay)):
        print_errors(taken_over)
    return 0


def _refuse(findings: Sequence[Finding]) -> int:
    print_errors(findings)
    click.echo("nothing was written", err=True)
    return 1


def _in_the_way(compared: Compared | None, prepared: Prepared, mend: Mend, *, force: bool) -> list[Finding]:
    """Return what is told of the files that a run must not touch unless it is forced."""
    from ocgen.plan.causes import Causes
    from ocgen.plan.report import stale

    if force or compared is None:
        return []
    states = [state for state in compared.states if not state.unedited]
    causes = Causes(prepared.record, prepared.inputs, compared.connectors)
    return list(stale(states, display(prepared.out), prepared.stored, causes, mend))


def _write(prepared: Prepared | None, compared: Compared | None, due: Due, *, force: bool, quiet: bool) -> None:
    """Write generated files, then documents, whose contents are on the disk before anything is changed."""
    from ocgen.plan.rewrite import staged
    from ocgen.plan.write import CannotWriteError

    told: list[str] = []
    files_done = False
    try:
        with staged(due.contents) as put_documents:
            if prepared:
                told.append(_write_files(prepared, compared, force=force, quiet=quiet))
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


def _write_files(prepared: Prepared, compared: Compared | None, *, force: bool, quiet: bool) -> str:
    """Write what differs, and return what to tell of it; raises CannotWriteError once it has named what it wrote."""
    if compared is None:
        return f"{len(prepared.record.files)} files are current"
    from ocgen.plan.write import CannotWriteError, write

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
    unchanged = done.unchanged + len(compared.disk.kept)
    return f"{len(done.written)} written, {len(done.removed)} removed, {unchanged} unchanged"


def _name(what: str, names: Iterable[str]) -> None:
    for name in names:
        click.echo(f"{what} {name}")
