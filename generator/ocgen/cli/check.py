"""`ocgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ocgen.cli.comparison import begin, compare_all
from ocgen.cli.groups import Verb
from ocgen.cli.options import as_given, keys_argument, output_options, project, project_config, reached, report_options
from ocgen.cli.reports import Reports
from ocgen.errors import SpecsError
from ocgen.findings.finding import Finding
from ocgen.location import display
from ocgen.plan.mend import Mend
from ocgen.prepared import Prepared
from ocgen.runs.documents import Checked, check_documents, covers_documents


@click.command("check", cls=Verb)
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
    documents of the configuration ([tool.ocgen] docs) are checked too, unless KEY or --target narrow the run; where
    there are neither specs nor connectors to generate, they alone.
    Ejected templates whose originals have changed are told as well.

    \b
    Example:
      ocgen check --format text --format sarif=check.sarif
    """
    from ocgen.ejected import outdated

    of_documents = as_given(specs=specs, out=out, templates=templates)
    if not (keys or specs or targets) and project_config().documents_alone:
        chosen = project((), out=out, templates=templates, languages=languages, catalogue=True)
        taken_over = list(outdated(chosen.config.templates))
        return _tell(reports, taken_over, "", check_documents(chosen, of_documents), diff=diff)
    prepared, mend = begin(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    try:
        findings, current = _generated(prepared, mend)
    except SpecsError as error:
        reports.publish(error.findings)
        click.echo("nothing was compared; `ocgen lint` tells more", err=True)
        return 1
    covered = covers_documents(prepared.project, targets)
    documents = check_documents(prepared.project, of_documents) if covered else Checked()
    wrong = {finding.location.path for finding in (*findings, *documents.findings)}
    told = f"{current} files are current" + (f", {len(wrong)} are not" if wrong else "")
    taken_over = list(outdated(prepared.templates.overlay))
    return _tell(reports, [*taken_over, *findings], told, documents, diff=diff)


def _tell(reports: Reports, findings: list[Finding], told: str, documents: Checked, *, diff: bool) -> int:
    """Print what was found, generated files before documents; return the exit code."""
    shown = [*findings, *documents.findings]
    reports.publish(shown if diff else [replace(finding, detail="") for finding in shown])
    of_documents = f"{documents.current} of {documents.count} documents are current" if documents.count else ""
    if said := "; ".join(filter(None, (told, of_documents))):
        click.echo(said, err=True)
    return 1 if reached(shown, "info") else 0


def _generated(prepared: Prepared, mend: Mend) -> tuple[list[Finding], int]:
    """Return the findings and the number of current files; raises SpecsError."""
    if prepared.nothing_to_do:
        return [], len(prepared.manifest.files)
    compared = compare_all(prepared)
    from ocgen.plan.report import stale

    findings = list(stale(compared.states, display(prepared.out), prepared.manifest, prepared.inputs, mend))
    return findings, len(compared.states) - len(findings) + len(compared.disk.kept)
