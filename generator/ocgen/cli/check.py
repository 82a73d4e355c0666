"""`ocgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ocgen.cli.comparison import begin, compare_all, keep_verified
from ocgen.cli.groups import Verb
from ocgen.cli.options import keys_argument, output_options, project, project_config, reached, report_options
from ocgen.cli.reports import Reports
from ocgen.errors import SpecsError
from ocgen.findings.finding import Finding
from ocgen.findings.location import display
from ocgen.plan.remedy import Remedy
from ocgen.runs.documents import CheckedDocuments, check_documents, covers_documents
from ocgen.runs.preparation import Prepared


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
    """Tell which generated files no longer match their specs, why, and what mends it. Writes nothing.

    Each file that is not as `ocgen generate` would leave it is missing, outdated, edited, foreign, orphaned or
    leftover. What one cause has made stale is one finding, unless --files is given; JSON lists the files. The
    documents of the configuration ([tool.ocgen] docs) are checked too, unless KEY or --target narrow the run; where
    there are neither specs nor connectors to generate, they alone.
    Ejected templates whose originals have changed are told as well.

    \b
    Example:
      ocgen check --format text --format sarif=check.sarif
    """
    from ocgen.templates.ejected import outdated

    if not (keys or specs or targets) and project_config().documents_alone:
        chosen = project((), out=out, templates=templates, languages=languages, catalogue=True)
        taken_over = list(outdated(chosen.config.templates))
        return _tell(reports, taken_over, "", check_documents(chosen), diff=diff)
    prepared, mend = begin(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    try:
        findings, current, stale = _generated(prepared, mend, each=files)
    except SpecsError as error:
        reports.publish(error.findings)
        click.echo("nothing was compared; `ocgen lint` tells more", err=True)
        return 1
    covered = covers_documents(prepared.project, targets)
    documents = check_documents(prepared.project) if covered else CheckedDocuments()
    wrong = stale + len({finding.location.path for finding in documents.findings})
    told = f"{current} files are current" + (f", {wrong} are not" if wrong else "")
    taken_over = list(outdated(prepared.templates.overlay))
    return _tell(reports, [*taken_over, *findings], told, documents, diff=diff)


def _tell(reports: Reports, findings: list[Finding], told: str, documents: CheckedDocuments, *, diff: bool) -> int:
    """Print what was found, generated files before documents; return the exit code."""
    shown = [*findings, *documents.findings]
    reports.publish(shown if diff else [replace(finding, detail="") for finding in shown])
    of_documents = f"{documents.current} of {documents.count} documents are current" if documents.count else ""
    if said := "; ".join(filter(None, (told, of_documents))):
        click.echo(said, err=True)
    return 1 if reached(shown, "info") else 0


def _generated(prepared: Prepared, mend: Remedy, *, each: bool) -> tuple[list[Finding], int, int]:
    """Return the findings, and the numbers of current and of other files; raises SpecsError."""
    if prepared.nothing_to_do:
        return [], len(prepared.record.files), 0
    compared = compare_all(prepared)
    from ocgen.plan.causes import Causes
    from ocgen.plan.report import of_record, stale

    stored, out = prepared.stored, display(prepared.out)
    if compared.current and stored.text == compared.record.text():
        keep_verified(prepared, compared)
    causes = Causes(prepared.record, prepared.inputs, compared.connectors)
    findings = [
        *of_record(stored, compared.states, out, mend),
        *stale(compared.states, out, stored, causes, mend, each=each),
    ]
    current = sum(state.state == "current" for state in compared.states)
    return findings, current + len(compared.disk.kept), len(compared.states) - current
