"""`ocgen generate`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, output_options, print_errors, run_config
from ocgen.cli.output import not_written
from ocgen.cli.progress import progress
from ocgen.errors import OutputError, SpecsError
from ocgen.findings.location import display
from ocgen.text.counts import files_current

if TYPE_CHECKING:
    from ocgen.plan.write import CannotWriteError
    from ocgen.project.config import Config
    from ocgen.runs.generate import GenerateResult


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

    Where neither specs nor a configuration say what the connectors are, KEY is a bundled one, and what was generated
    before stays: without KEY, all of it is meant.

    With --exit-code the exit code tells, as that of `git diff --exit-code` does, whether a commit of what is there
    would lack something: it is 1 when anything was written or removed, and while a generated file is not added to git.

    \b
    Example:
      ocgen generate infusionsoftmarketing --out generated
    """
    from ocgen.plan.write import CannotWriteError
    from ocgen.runs.generate import generate

    config = run_config(specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    try:
        with progress() as told:
            result = generate(keys, force=force, config=config, progress=told)
    except SpecsError as error:
        print_errors(error.findings)
        click.echo("nothing was generated; `ocgen lint` tells more", err=True)
        return 1
    except CannotWriteError as error:
        raise click.ClickException(_interrupted(error, config, quiet=quiet)) from None
    except OutputError as error:
        if not error.findings:
            raise
        print_errors(error.findings)
        click.echo("nothing was written", err=True)
        return 1
    _tell_files(result, quiet=quiet)
    if not quiet:
        _name("written", result.documents_written)
    click.echo(_summary(result), err=True)
    for note in result.notes:
        click.echo(note, err=True)
    if result.documents_left_alone:
        _tell_of_documents(config)
    if result.findings:
        print_errors(result.findings)
    lacks = exit_code and not result.documents_alone and _lacks(result)
    return int(exit_code and (lacks or result.changed))


def _interrupted(error: CannotWriteError, config: Config, *, quiet: bool) -> str:
    """Name what was written before the file system refused, and return what to tell of that."""
    from ocgen.runs.generate import DocumentsNotWrittenError

    if isinstance(error, DocumentsNotWrittenError):
        _tell_files(error.generated, quiet=quiet)
        return not_written(error, "documents", "the generated files were written, and no document")
    if not quiet:
        _name("changed", (f"{display(config.out)}/{path}" for path in error.done))
    return not_written(error, "files")


def _tell_files(result: GenerateResult, *, quiet: bool) -> None:
    if result.record_repaired:
        from ocgen.plan.record import NAME

        click.echo(f"the record {display(result.out)}/{NAME} was merged or damaged, and is in order again", err=True)
    if not quiet:
        _name("written", result.written)
        _name("removed", result.removed)


def _name(what: str, names: Iterable[str]) -> None:
    for name in names:
        click.echo(f"{what} {name}")


def _summary(result: GenerateResult) -> str:
    nothing = "nothing to do: " if result.up_to_date and not result.documents_written else ""
    return nothing + "; ".join(_counts(result))


def _counts(result: GenerateResult) -> Iterator[str]:
    unchanged = len(result.unchanged)
    if result.up_to_date:
        yield files_current(unchanged)
    elif not result.documents_alone:
        yield f"{len(result.written)} written, {len(result.removed)} removed, {unchanged} unchanged"
    if result.documents_written or result.documents_unchanged:
        yield f"documents: {len(result.documents_written)} written, {len(result.documents_unchanged)} unchanged"


def _tell_of_documents(config: Config) -> None:
    from ocgen.runs.project import config_option, repeated

    options = repeated(config, "specs", "out", "templates")
    command = shlex.join(["ocgen", *config_option(config), "docs", "inject", *options])
    click.echo(f"the documents of the configuration were left alone; run: {command}", err=True)


def _lacks(result: GenerateResult) -> bool:
    """Whether git does not know a file that this run has made, which is told; raises GitError."""
    from ocgen.runs.generate import not_in_git

    unknown = not_in_git(result)
    if unknown:
        first = unknown[0] + (f" and {len(unknown) - 1} more files are" if unknown[1:] else " is")
        command = shlex.join(["git", "add", "--", display(result.out)])
        click.echo(f"{first} not in git yet; run: {command}", err=True)
    return bool(unknown)
