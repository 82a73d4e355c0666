"""`ocgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ocgen.cli.comparison import compare_all, prepare
from ocgen.cli.options import format_option, keys_argument, output_options, print_findings, project


@click.command("check")
@keys_argument
@output_options
@click.option("--diff/--no-diff", default=True, help="Show what would change.  [default: diff]")
@format_option
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    templates: Path | None,
    languages: tuple[str, ...],
    diff: bool,
    format_: str,
) -> int:
    """Tell which generated files no longer match their specs, why, and what mends it. Writes nothing.

    Each file that is not as `ocgen generate` would leave it is missing, outdated, edited, foreign or orphaned.
    Ejected templates whose originals have changed are told too.

    \b
    Example:
      ocgen check --format json
    """
    prepared = prepare(project(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages))
    from ocgen.ejected import outdated

    taken_over = list(outdated(prepared.templates.overlay))
    if prepared.nothing_to_do:
        if taken_over or format_ == "json":
            print_findings(taken_over, format_)
        click.echo(f"{len(prepared.manifest.files)} files are current", err=True)
        return 1 if taken_over else 0
    compared = compare_all(prepared)
    if compared is None:
        return 1
    from ocgen.plan.report import out_name, stale

    findings = list(stale(compared.states, out_name(prepared.out), prepared.manifest, prepared.inputs))
    shown = findings if diff else [replace(finding, detail="") for finding in findings]
    print_findings([*taken_over, *shown], format_)
    current = len(compared.states) - len(findings) + len(compared.disk.kept)
    click.echo(f"{current} files are current, {len(findings)} are not", err=True)
    return 1 if findings or taken_over else 0
