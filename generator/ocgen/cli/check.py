"""`ocgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ocgen.cli.comparison import SpecError, compare_all, prepare
from ocgen.cli.options import keys_argument, output_options, project, reached, report_options
from ocgen.cli.reports import Reports


@click.command("check")
@keys_argument
@output_options
@click.option("--diff/--no-diff", default=True, help="Show what would change.  [default: diff]")
@report_options
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    templates: Path | None,
    diff: bool,
    reports: Reports,
) -> int:
    """Tell which generated files no longer match their specs, why, and what mends it. Writes nothing.

    Each file that is not as `ocgen generate` would leave it is missing, outdated, edited, foreign or orphaned.

    \b
    Example:
      ocgen check --format text --format sarif=check.sarif
    """
    prepared = prepare(project(keys, specs=specs, out=out, targets=targets, templates=templates))
    if prepared.nothing_to_do:
        reports.publish([])
        click.echo(f"{len(prepared.manifest.files)} files are current", err=True)
        return 0
    try:
        compared = compare_all(prepared)
    except SpecError as error:
        reports.publish(error.findings)
        click.echo("nothing was compared; `ocgen lint` tells more", err=True)
        return 1
    from ocgen.plan.report import out_name, stale

    findings = list(stale(compared.states, out_name(prepared.out), prepared.manifest, prepared.inputs))
    reports.publish(findings if diff else [replace(finding, detail="") for finding in findings])
    current = len(compared.states) - len(findings) + len(compared.disk.kept)
    click.echo(f"{current} files are current, {len(findings)} are not", err=True)
    return 1 if reached(findings, "info") else 0
