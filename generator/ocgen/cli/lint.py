"""`ocgen lint`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ocgen.cli.days import today_option
from ocgen.cli.groups import Verb
from ocgen.cli.options import (
    fail_on_option,
    keys_argument,
    reached,
    report_options,
    run_config,
    specs_option,
)
from ocgen.cli.reports import Reports


@click.command("lint", cls=Verb)
@keys_argument
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only this rule; can be given several times.")
@today_option
@fail_on_option("warning")
@specs_option
@report_options
def command(
    keys: tuple[str, ...], rules: tuple[str, ...], today: date, fail_on: str, specs: Path | None, reports: Reports
) -> int:
    """Check the specs: their form, what they refer to, and the rules that `ocgen explain` tells.

    \b
    Example:
      ocgen lint infusionsoftmarketing
    """
    from ocgen.runs.lint import lint

    result = lint(keys, rules=rules, config=run_config(specs=specs), today=today)
    reports.publish(result.findings)
    if not result.findings:
        count = result.connectors
        click.echo(f"{count} {'spec is' if count == 1 else 'specs are'} clean", err=True)
    return 1 if reached(result.findings, fail_on) else 0
