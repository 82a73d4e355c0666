"""`ocgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ocgen.cli.comparison import Prepared, compare_all, prepare
from ocgen.cli.docs.documents import check_documents
from ocgen.cli.options import format_option, keys_argument, output_options, print_findings, project
from ocgen.findings.finding import Finding


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
    diff: bool,
    format_: str,
) -> int:
    """Tell which generated files no longer match their specs, why, and what mends it. Writes nothing.

    Each file that is not as `ocgen generate` would leave it is missing, outdated, edited, foreign or orphaned. The
    documents of the configuration ([tool.ocgen] docs) are checked too, unless KEY or --target narrow the run.

    \b
    Example:
      ocgen check --format json
    """
    prepared = prepare(project(keys, specs=specs, out=out, targets=targets, templates=templates))
    found = _generated(prepared)
    if found is None:
        return 1
    findings, current = found
    whole = prepared.project.whole and not prepared.project.config.targets
    documents = check_documents(prepared.project) if whole else None
    findings += documents.findings if documents else ()
    shown = findings if diff else [replace(finding, detail="") for finding in findings]
    if shown or format_ == "json":
        print_findings(shown, format_)
    told = f"{current} files are current"
    if findings:
        told += f", {len({f.location.path for f in findings})} are not"
    if documents and documents.count:
        told += f"; {documents.current} of {documents.count} documents are current"
    click.echo(told, err=True)
    return 1 if findings else 0


def _generated(prepared: Prepared) -> tuple[list[Finding], int] | None:
    """Return the findings and the number of current files; None after printing the errors of the specs."""
    if prepared.nothing_to_do:
        return [], len(prepared.manifest.files)
    compared = compare_all(prepared)
    if compared is None:
        return None
    from ocgen.plan.report import out_name, stale

    findings = list(stale(compared.states, out_name(prepared.out), prepared.manifest, prepared.inputs))
    return findings, len(compared.states) - len(findings) + len(compared.disk.kept)
