"""`ocgen docs inject`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.docs.documents import chosen_files, inspect
from ocgen.cli.options import project, report_options, specs_option
from ocgen.cli.reports import Reports


@click.command("inject")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a table is old.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Overwrite blocks that hold text of somebody else.")
@specs_option
@report_options
def command(files: tuple[str, ...], check: bool, diff: bool, force: bool, specs: Path | None, reports: Reports) -> int:
    """Bring the tables in your documents up to date: what stands between markers, and nothing else.

    A FILE may be a glob in quotation marks; documents without a marker are then passed by. Without FILE, the documents
    of the project's configuration ([tool.ocgen] docs) are meant. Nothing is written when any document has an error.

    \b
    In a document, with the options of `ocgen docs table` in the marker:
      <!-- ocgen:begin table sfdc configuration columns=key,required,details hide-empty -->
      <!-- ocgen:end -->

    \b
    Examples:
      ocgen docs inject docs/salesforce.md
      ocgen docs inject --check --diff 'docs/**/*.md'
    """
    from ocgen.inject.update import stale

    chosen = project((), specs=specs, catalogue=True)
    inspection = inspect(chosen, chosen_files(chosen.config, files), must_find=True)
    if inspection.findings:
        reports.publish(inspection.findings)
        click.echo("nothing was written", err=True)
        return 1
    old = [updated for updated in inspection.updated if updated.changes]
    current = len(inspection.updated) - len(old)
    refused = [f for updated in old for f in stale(updated, diff=diff or not check)]
    if not (check or diff):
        refused = [] if force else [finding for finding in refused if finding.rule == "docs-edited"]
    if refused:
        reports.publish(refused)
        click.echo(f"{current} current, {len(old)} not; nothing was written", err=True)
        return 1
    reports.publish([])
    from ocgen.plan.rewrite import rewrite
    from ocgen.plan.write import CannotWriteError

    try:
        rewrite({updated.document.path: updated.content for updated in old})
    except CannotWriteError as error:
        raise click.ClickException(f"{error}; no document is half-written, mend this and run it again") from None
    for updated in old:
        click.echo(f"written {updated.document.name}", err=not reports.for_a_reader)
    click.echo(f"{len(old)} written, {current} unchanged", err=True)
    return 0
