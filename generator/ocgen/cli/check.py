"""`ocgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ocgen.cli.comparison import SpecError, begin, compare_all
from ocgen.cli.docs.documents import check_documents
from ocgen.cli.options import as_given, keys_argument, output_options, reached, report_options
from ocgen.cli.reports import Reports
from ocgen.findings.finding import Finding
from ocgen.location import display
from ocgen.plan.mend import Mend
from ocgen.prepared import Prepared


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
    languages: tuple[str, ...],
    diff: bool,
    reports: Reports,
) -> int:
    """Tell which generated files no longer match their specs, why, and what mends it. Writes nothing.

    Each file that is not as `ocgen generate` would leave it is missing, outdated, edited, foreign or orphaned. The
    documents of the configuration ([tool.ocgen] docs) are checked too, unless KEY or --target narrow the run.
    Ejected templates whose originals have changed are told as well.

    \b
    Example:
      ocgen check --format text --format sarif=check.sarif
    """
    prepared, mend = begin(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    from ocgen.ejected import outdated

    try:
        findings, current = _generated(prepared, mend)
    except SpecError as error:
        reports.publish(error.findings)
        click.echo("nothing was compared; `ocgen lint` tells more", err=True)
        return 1
    whole = prepared.project.whole and not targets
    of_documents = as_given(specs=specs, out=out, templates=templates)
    documents = check_documents(prepared.project, of_documents) if whole else None
    findings += documents.findings if documents else ()
    taken_over = list(outdated(prepared.templates.overlay))
    shown = [*taken_over, *(findings if diff else [replace(finding, detail="") for finding in findings])]
    reports.publish(shown)
    told = f"{current} files are current"
    if findings:
        told += f", {len({f.location.path for f in findings})} are not"
    if documents and documents.count:
        told += f"; {documents.current} of {documents.count} documents are current"
    click.echo(told, err=True)
    return 1 if reached(shown, "info") else 0


def _generated(prepared: Prepared, mend: Mend) -> tuple[list[Finding], int]:
    """Return the findings and the number of current files; raises SpecError."""
    if prepared.nothing_to_do:
        return [], len(prepared.manifest.files)
    compared = compare_all(prepared)
    from ocgen.plan.report import stale

    findings = list(stale(compared.states, display(prepared.out), prepared.manifest, prepared.inputs, mend))
    return findings, len(compared.states) - len(findings) + len(compared.disk.kept)
