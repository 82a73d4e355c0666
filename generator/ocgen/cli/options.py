"""What several verbs share: options, the project, printing errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import click

from ocgen.cli.paths import DirectoryType, Output, OutputType
from ocgen.errors import ConfigError, SelectionError
from ocgen.findings.finding import Finding
from ocgen.project import config as configuration
from ocgen.project.project import open_project
from ocgen.runs.project import read_config

if TYPE_CHECKING:
    from ocgen.cli.reports import Report

Command = TypeVar("Command", bound=Callable[..., object])

_LEVELS = ("error", "warning", "info")
_DIRECTORY = DirectoryType()


def keys_argument(command: Command) -> Command:
    """Add ``KEYS``: connector keys or globs."""
    return click.argument("keys", nargs=-1, metavar="[KEY]...", shell_complete=_complete_keys)(command)


def specs_option(command: Command) -> Command:
    """Add ``--specs``."""
    return click.option("--specs", type=_DIRECTORY, help="Directory of the specs.  [default: specs]")(command)


def output_options(command: Command) -> Command:
    """Add what `generate` and `check` share: ``--specs``, ``--out``, ``--target``, ``--templates``, ``--language``."""
    help_ = "Language of the pages; can be given several times.  [default: en]"
    command = click.option("--language", "languages", multiple=True, help=help_)(command)
    command = templates_option(command)
    command = click.option("--target", "targets", multiple=True, help="Only this target; can be given several times.")(
        command
    )
    return specs_option(out_option(command))


def out_option(command: Command) -> Command:
    """Add ``--out``."""
    return click.option("--out", type=_DIRECTORY, help="Output directory.  [default: generated]")(command)


def templates_option(command: Command) -> Command:
    """Add ``--templates``."""
    return click.option("--templates", type=_DIRECTORY, help="Directory of templates to lay over ours.")(command)


def format_option(command: Command) -> Command:
    """Add ``--format text|json``."""
    choice = click.Choice(["text", "json"])
    return click.option("--format", "format_", type=choice, default="text", show_default=True, help="How to print.")(
        command
    )


def report_options(command: Command) -> Command:
    """Add ``--format FORMAT[=FILE]``, which can be given several times, ``-o FILE`` and ``--all-findings``.

    It gives ``reports``, for verbs that have findings; they call ``reports.publish`` once, with all of them.
    """
    from ocgen.cli.reports import Reports, ReportType
    from ocgen.findings.printers import NAMES

    @wraps(command)
    def run(
        *args: object, formats: tuple[Report, ...], report: Output | None, every: bool, **options: object
    ) -> object:
        return command(*args, reports=Reports.of(formats, report, every=every), **options)

    all_of_them = click.option(
        "--all-findings", "every", is_flag=True, help="Tell more than the first hundred findings of a kind."
    )(run)

    given = click.option(
        "-o", "--report", type=OutputType(), metavar="FILE", help="Where the report goes; - is stdout.  [default: -]"
    )(all_of_them)
    shown = f"{', '.join(NAMES)}; several times for several reports.  [default: text; github under GitHub Actions]"
    option = click.option("--format", "formats", type=ReportType(), multiple=True, metavar="FORMAT[=FILE]", help=shown)
    return cast(Command, option(given))


def fail_on_option(default: str) -> Callable[[Command], Command]:
    """Add ``--fail-on``: the level from which findings make the exit code 1."""
    choice = click.Choice([*_LEVELS, "none"])
    return click.option(
        "--fail-on", type=choice, default=default, show_default=True, help="Exit with 1 from this level on."
    )


def reached(findings: Sequence[Finding], fail_on: str) -> bool:
    """Whether any finding that is not accepted is at or above the level."""
    if fail_on == "none":
        return False
    threshold = _LEVELS.index(fail_on)
    return any(_LEVELS.index(finding.level) <= threshold for finding in findings if not finding.accepted)


def run_config(
    *,
    specs: Path | None = None,
    out: Path | None = None,
    targets: Sequence[str] = (),
    templates: Path | None = None,
    languages: Sequence[str] = (),
) -> configuration.Config:
    """Return the configuration of this run: command line over configuration file over default; raises ConfigError."""
    file = click.get_current_context().find_root().params.get("config")
    return read_config(file=file, specs=specs, out=out, targets=targets, templates=templates, languages=languages)


def print_errors(findings: Sequence[Finding]) -> None:
    """Print to stderr the findings for which a run cannot go on."""
    from ocgen.findings.cap import capped
    from ocgen.findings.text import render

    click.echo(render(capped(findings)), nl=False, err=True)


def _complete_keys(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    try:
        files = open_project(configuration.load(Path.cwd()), catalogue=True).files
    except (SelectionError, ConfigError):
        return []
    return [key for key in files if key.startswith(incomplete)]
