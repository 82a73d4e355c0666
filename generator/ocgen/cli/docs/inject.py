"""`ocgen docs inject`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import (
    out_option,
    report_options,
    run_config,
    specs_option,
    templates_option,
)
from ocgen.cli.output import not_written
from ocgen.cli.reports import Reports


@click.command("inject", cls=Verb)
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

    Links lead to the sections that the document has, and where it lacks one, its name is no link. Templates of
    your own make ids and relative links fit by the filters that `ocgen docs context` lists.

    \b
    Examples:
      ocgen docs inject docs/salesforce.md
      ocgen docs inject --check --diff 'docs/**/*.md'
    """
    from ocgen.plan.write import CannotWriteError
    from ocgen.runs.inject import inject

    config, looking = run_config(specs=specs, out=out, templates=templates), check or diff
    try:
        result = inject(files, check=looking, diff=diff or not check, force=force, config=config)
    except CannotWriteError as error:
        raise click.ClickException(not_written(error, "documents")) from None
    reports.publish(result.findings)
    if result.failed or result.findings:
        told = "" if result.failed else f"{result.current} current, {len(result.old)} not; "
        click.echo(f"{told}nothing was written", err=True)
        return 1
    for name in result.old:
        click.echo(f"written {name}", err=not reports.for_a_reader)
    click.echo(f"{len(result.old)} written, {result.current} unchanged", err=True)
    return 0
