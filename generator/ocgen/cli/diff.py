"""`ocgen diff`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocgen.cli.acceptance import read_accepted_file, today_option
from ocgen.cli.options import print_errors, reached, report_options, specs_option
from ocgen.cli.reports import Reports

if TYPE_CHECKING:
    from ocgen.changes.change import Change
    from ocgen.changes.rules import Levels
    from ocgen.cli.sides import Side
    from ocgen.findings.finding import Finding

_FAIL_ON = ("breaking", "warning", "info", "none")


@click.command("diff")
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
    fail_on: str,
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
    from ocgen.changes.accepted import About
    from ocgen.changes.kinds import SEVERITIES
    from ocgen.changes.places import settled
    from ocgen.changes.platform import CONNECTOR
    from ocgen.changes.rules import Levels
    from ocgen.cli.sides import matched, named_sides, narrowed, open_sides, read_side
    from ocgen.location import display

    sides = open_sides(specs)
    a, b = named_sides(sides, a, b, from_merge_base=from_merge_base)
    name = b or display(sides.project.config.specs)
    first, second = matched(read_side(sides, a), read_side(sides, b), a, name)
    first, second = narrowed(sides, first, second, only)
    changes = _changes(first, second, frozenset(field.name for field in sides.platform.everywhere))
    changes = tuple(settled(changes, first.ground, second.ground))
    levels = Levels(dict(sides.project.config.levels))
    accepted = read_accepted_file(sides.project.config)
    abouts = [About.change(change) for change in changes]
    reasons = accepted.reasons(abouts, "diff", today)
    seen = {*first.connectors, *second.connectors, CONNECTOR}
    doubts = list(accepted.doubts(abouts, "diff", seen, today, whole=not (b or second.single or only)))
    _publish(reports, changes, levels, reasons, [*first.findings, *second.findings, *doubts])
    counted = [levels.of(change) for change in changes if change.fingerprint not in reasons]
    if fail_on == "none":
        return 0
    failed = any(SEVERITIES.index(level) <= SEVERITIES.index(fail_on) for level in counted)
    return int(failed or reached(doubts, {"breaking": "error"}.get(fail_on, fail_on)))


def _changes(a: Side, b: Side, everywhere: frozenset[str]) -> tuple[Change, ...]:
    from ocgen.changes.pairs import compare_all, compare_one

    platforms = (a.platform, b.platform) if a.platform and b.platform else None
    if a.single and b.single:
        return compare_one(a.only, b.only, everywhere, platforms)
    return compare_all(a.connectors, b.connectors, everywhere, platforms)


def _publish(
    reports: Reports, changes: tuple[Change, ...], levels: Levels, reasons: dict[str, str], doubts: list[Finding]
) -> None:
    """JSON and Markdown have room for changes only; there, what is wrong with the sides is talk."""
    from ocgen.changes.changelog import changelog
    from ocgen.changes.report import findings, step, to_json
    from ocgen.cli.checkout import in_checkout

    own = {"json": to_json(changes, levels, reasons), "markdown": changelog(changes, levels, reasons)}
    if doubts and any(report.format in own for report in reports.wanted):
        print_errors(doubts)
    reports.publish([*in_checkout([*findings(changes, levels, accepted=reasons), *doubts])], own)
    words = f"{len(changes)} changes" if len(changes) != 1 else "1 change"
    click.echo(f"{words}; version step: {step(changes, levels)}" if changes else "no change", err=True)
