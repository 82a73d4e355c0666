"""`ocgen drift`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ocgen.cli.days import today_option
from ocgen.cli.groups import Verb
from ocgen.cli.options import fail_on_option, keys_argument, reached, report_options, run_config, specs_option
from ocgen.cli.reports import Reports

_SOURCE = "[KEY=]FILE"


@click.command("drift", cls=Verb)
@keys_argument
@click.option("--page", "pages", multiple=True, metavar=_SOURCE, help="A saved help page: HTML, Markdown or text.")
@click.option(
    "--model", "models", multiple=True, metavar=_SOURCE, help="The platform's own model of a connector, as JSON."
)
@click.option("--live", is_flag=True, help="Read the model from a live tenant.")
@click.option("--from", "where", metavar="REGION|URL", help="Where the tenant is.  [default: the environment]")
@click.option("--lock", is_flag=True, help="Record what the source says beside the spec, as accepted.")
@today_option
@fail_on_option("info")
@specs_option
@report_options
def command(
    keys: tuple[str, ...],
    pages: tuple[str, ...],
    models: tuple[str, ...],
    live: bool,
    where: str | None,
    lock: bool,
    today: date,
    fail_on: str,
    specs: Path | None,
    reports: Reports,
) -> int:
    """Tell where a spec and the world disagree: only in the spec, only upstream, or different.

    The world is a help page, a platform model, or a live tenant, which is asked with the secrets in
    OPENCONNECTORS_USER_SECRET and OPENCONNECTORS_ORGANIZATION_SECRET. Differences to a page that the spec's errata are
    about are no drift; mistakes that the page no longer has are.

    --page and --model can be given several times, for as many connectors; FILE may be a glob. KEY= names the connector
    of a file that does not tell it.

    \b
    Examples:
      ocgen drift infusionsoftmarketing --page authenticate.html
      ocgen drift --page 'pages/*.html' --model acme=models/17.json
    """
    from ocgen.runs.drift import drift

    if live == bool(pages or models):
        raise click.UsageError("give --page FILE and --model FILE, or --live")
    if where and not live:
        raise click.UsageError("--from belongs to --live")
    config = run_config(specs=specs)
    result = drift(keys, pages=pages, models=models, live=live, where=where, lock=lock, config=config, today=today)
    for note in result.notes:
        click.echo(note, err=True)
    for file in result.recorded:
        click.echo(f"wrote {file}", err=True)
    reports.publish(result.findings)
    if not result.findings:
        click.echo("no drift", err=True)
    return 1 if reached(result.findings, fail_on) else 0
