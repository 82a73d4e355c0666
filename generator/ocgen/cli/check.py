"""`ocgen check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, output_options, reached, report_options, run_config
from ocgen.cli.progress import progress
from ocgen.cli.reports import Reports
from ocgen.errors import SpecsError
from ocgen.text.counts import files_current

if TYPE_CHECKING:
    from ocgen.runs.check import CheckResult


@click.command("check", cls=Verb)
@keys_argument
@output_options
@click.option("--diff/--no-diff", default=True, help="Show what would change.  [default: diff]")
@click.option("--files", is_flag=True, help="Tell each stale file, and not each cause with the number of its files.")
@report_options
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    templates: Path | None,
    languages: tuple[str, ...],
    diff: bool,
    files: bool,
    reports: Reports,
) -> int:
    """Tell which generated files no longer match their specs, why, and what fixes it. Writes nothing.

    Each file that is not as `ocgen generate` would leave it is missing, outdated, edited, foreign, orphaned or
    leftover. What one cause has made stale is one finding, unless --files is given; JSON lists the files. The
    documents of the configuration ([tool.ocgen] docs) are checked too, unless KEY or --target narrow the run; where
    there are neither specs nor connectors to generate, they alone.
    Ejected templates whose originals have changed are told as well.

    \b
    Example:
      ocgen check --format text --format sarif=check.sarif
    """
    from ocgen.runs.check import check

    config = run_config(specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    try:
        with progress() as told:
            result = check(keys, diff=diff, each_file=files, config=config, progress=told)
    except SpecsError as error:
        reports.publish(error.findings)
        click.echo("nothing was compared; `ocgen lint` tells more", err=True)
        return 1
    reports.publish(result.findings)
    if counts := "; ".join(_counts(result)):
        click.echo(counts, err=True)
    return 1 if reached(result.findings, "info") else 0


def _counts(result: CheckResult) -> Iterator[str]:
    if not result.documents_alone:
        yield files_current(result.current, result.wrong)
    if result.documents:
        yield f"{result.documents_current} of {result.documents} documents are current"
