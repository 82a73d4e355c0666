"""`ocgen docs inject`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.docs.documents import chosen_files, inspect
from ocgen.cli.options import (
    as_given,
    config_given,
    out_option,
    project,
    report_options,
    specs_option,
    templates_option,
)
from ocgen.cli.output import not_written
from ocgen.cli.reports import Reports


@click.command("inject")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a block is old.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Overwrite blocks that hold text of somebody else.")
@specs_option
@out_option
@templates_option
@report_options
def command(
    files: tuple[str, ...],
    check: bool,
    diff: bool,
    force: bool,
    specs: Path | None,
    out: Path | None,
    templates: Path | None,
    reports: Reports,
) -> int:
    """Bring the blocks in your documents up to date: what stands between markers, and nothing else.

    A FILE may be a glob in quotation marks; documents without a marker are then passed by. Without FILE, the documents
    of the project's configuration ([tool.ocgen] docs) are meant. Nothing is written when any document has an error.

    \b
    A table, with the options of `ocgen docs table` in the marker, in any kind of document:
      <!-- ocgen:begin table sfdc configuration columns=key,required,details hide-empty -->
      <!-- ocgen:end -->

    \b
    In Markdown also a connector's page, or one section of it, by the templates of `ocgen generate`:
      <!-- ocgen:begin page sfdc level=2 except=ui,errata -->
      <!-- ocgen:end -->
      <!-- ocgen:begin section sfdc events heading=no -->
      <!-- ocgen:end -->

    \b
    Options of a page and a section:
      level=2          the level of the first heading; the others follow
      heading=no       leaves the first heading out
      prefix=sfdc      begins all ids, where two connectors stand in one document
      sections=api,ui  of a page: these sections, in this order
      except=errata    of a page: not these sections

    Links lead to the sections that the document has, and where it lacks one, its name is no link. A relative link
    leads where it leads from the page in the output directory.

    \b
    Examples:
      ocgen docs inject docs/salesforce.md
      ocgen docs inject --check --diff 'docs/**/*.md'
    """
    from ocgen.documents.update import stale

    chosen = project((), specs=specs, out=out, templates=templates, catalogue=True)
    given = as_given(specs=specs, out=out, templates=templates)
    inspection = inspect(chosen, chosen_files(chosen.config, files), must_find=True)
    if inspection.findings:
        reports.publish(inspection.findings)
        click.echo("nothing was written", err=True)
        return 1
    old = [updated for updated in inspection.updated if updated.changes]
    current = len(inspection.updated) - len(old)
    first, shown = config_given(), diff or not check
    refused = [f for updated in old for f in stale(updated, diff=shown, options=given, first=first)]
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
        raise click.ClickException(not_written(error, "documents")) from None
    for updated in old:
        click.echo(f"written {updated.document.name}", err=not reports.for_a_reader)
    click.echo(f"{len(old)} written, {current} unchanged", err=True)
    return 0
