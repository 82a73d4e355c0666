"""`ocgen diff`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ocgen.cli.days import today_option
from ocgen.cli.groups import Verb
from ocgen.cli.options import print_errors, report_options, run_config, specs_option
from ocgen.cli.reports import Reports

if TYPE_CHECKING:
    from ocgen.runs.diff import DiffResult

_FAIL_ON = ("breaking", "warning", "info", "none")


@click.command("diff", cls=Verb)
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option(
    "--merge-base",
    "from_merge_base",
    is_flag=True,
    help="Compare with the commit from which A, a git ref, and B (without B, HEAD) have grown apart.",
)
@click.option(
    "--connector",
    "only",
    multiple=True,
    metavar="KEY",
    help="Only this one, or those of a glob; several times for more.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_FAIL_ON),
    default="breaking",
    show_default=True,
    help="Exit with 1 from this level on.",
)
@today_option
@specs_option
@report_options
def command(
    a: str,
    b: str | None,
    from_merge_base: bool,
    only: tuple[str, ...],
    fail_on: Literal["breaking", "warning", "info", "none"],
    today: date,
    specs: Path | None,
    reports: Reports,
) -> int:
    """Tell what changed from A to B, and whether it breaks a client that was written against A.

    Each side is a connector's key, a spec file, a directory of specs, GITREF: (the specs directory of a git revision),
    GITREF:PATH, a saved help page, or a platform model (JSON); without B, it is the project's specs as they are now.
    The report in Markdown is a changelog.

    What was added on another branch since is no change of yours: `--merge-base main` compares your specs with the
    commit from which main and HEAD have grown apart, and main...topic that commit with topic, as in git.

    \b
    Examples:
      ocgen diff v1.0: --format markdown
      ocgen diff --merge-base origin/main
    """
    from ocgen.runs.diff import diff

    result = diff(a, b, from_merge_base=from_merge_base, connectors=only, config=run_config(specs=specs), today=today)
    if result.note:
        click.echo(result.note, err=True)
    _publish(reports, result)
    return int(result.reached(fail_on))


def _publish(reports: Reports, result: DiffResult) -> None:
    """Print the result. JSON and Markdown hold changes alone; what is wrong with the sides then goes to stderr."""
    from ocgen.changes.changelog import changelog
    from ocgen.changes.report import to_json

    changes, levels = result.changes, result.levels
    own = {
        "json": to_json(changes, levels, result.accepted),
        "markdown": changelog(changes, levels, result.accepted),
    }
    doubts = (*result.unread, *result.doubts)
    if doubts and any(report.format in own for report in reports.wanted):
        print_errors(doubts)
    reports.publish(result.findings, own)
    words = f"{len(changes)} changes" if len(changes) != 1 else "1 change"
    click.echo(f"{words}; version step: {result.step}" if changes else "no change", err=True)
