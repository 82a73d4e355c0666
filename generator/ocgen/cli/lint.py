"""`ocgen lint`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ocgen.cli.acceptance import heeded, read_accepted_file, today_option
from ocgen.cli.options import (
    fail_on_option,
    keys_argument,
    project,
    reached,
    report_options,
    specs_option,
)
from ocgen.cli.reports import Reports


@click.command("lint")
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
    from ocgen import explain, linter
    from ocgen.findings.finding import in_order
    from ocgen.location import display
    from ocgen.spec.loader import load

    known = {rule.id for rule in explain.rules()}
    for rule in rules:
        if rule not in known:
            from ocgen.suggest import did_you_mean

            hint = did_you_mean(rule, known) or "`ocgen explain` lists the rules"
            raise click.UsageError(f'no rule is named "{rule}"; {hint}')
    chosen = project(keys, specs=specs, catalogue=True)
    loaded = load(chosen.directories, chosen.selected, chosen.config.languages)
    of_file = {display(file): key for key, file in chosen.files.items()}
    accepted = read_accepted_file(chosen.config)
    found, abouts = heeded(linter.run(loaded), of_file, accepted, "lint", today)
    doubts = accepted.doubts(abouts, "lint", chosen.selected or of_file.values(), today, whole=not keys)
    findings = [f for f in in_order([*found, *doubts]) if not rules or f.rule in rules]
    reports.publish(findings)
    if not findings:
        count = len(loaded.connectors)
        click.echo(f"{count} {'spec is' if count == 1 else 'specs are'} clean", err=True)
    return 1 if reached(findings, fail_on) else 0
