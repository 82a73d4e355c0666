"""Where the findings of a run go: in which formats, to stdout or to files."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from ocgen.cli.output import say
from ocgen.cli.paths import STDOUT, Output
from ocgen.files.writing import write_whole
from ocgen.findings.printers import NAMES, printer

if TYPE_CHECKING:
    from ocgen.findings.finding import Finding
    from ocgen.linter.rule import Rule


@dataclass(frozen=True, slots=True)
class Report:
    """One of a run's reports; without a file it goes to stdout."""

    format: str
    file: Path | None = None


class ReportType(click.ParamType):  # type: ignore[type-arg]  # generic only in click's newest releases
    """``FORMAT`` or ``FORMAT=FILE``."""

    name = "format"

    def convert(self, value: str | Report, param: click.Parameter | None, ctx: click.Context | None) -> Report:
        """Return what the text asks for."""
        if isinstance(value, Report):
            return value
        format_, equals, file = value.partition("=")
        if format_ not in NAMES:
            from ocgen.text.suggest import did_you_mean

            hint = did_you_mean(format_, NAMES) or f"the formats are {', '.join(NAMES)}"
            self.fail(f'no format is named "{format_}"; {hint}', param, ctx)
        if equals and not file:
            self.fail(f"a file is missing after {value}", param, ctx)
        return Report(format_, None if file in ("", STDOUT) else Path(file))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the formats that begin so."""
        return [CompletionItem(name) for name in NAMES if name.startswith(incomplete)]


@dataclass(frozen=True, slots=True)
class Reports:
    """All reports of a run; ``every`` tells whether they hold every finding, or the first hundred of a kind."""

    wanted: tuple[Report, ...]
    every: bool = False

    @classmethod
    def of(cls, given: Sequence[Report], output: Output | None, *, every: bool = False) -> Reports:
        """Return the reports that the command line asks for: text by default, annotations under GitHub Actions.

        ``output`` is where the one report goes that has no file of its own. Raises click.UsageError for what cannot
        be written, before the run has begun.
        """
        under_actions = output is None and os.environ.get("GITHUB_ACTIONS") == "true"
        wanted = tuple(given) or (Report("github" if under_actions else "text"),)
        loose = [report for report in wanted if report.file is None]
        if output is not None:
            if len(loose) != 1:
                raise click.UsageError(f"-o says where one report goes, but {_these(loose)} without a file")
            wanted = tuple(report if report.file else Report(report.format, output.file) for report in wanted)
        elif len(loose) > 1:
            raise click.UsageError(
                f"only one report can go to stdout; give the others a file: --format {loose[-1].format}=FILE"
            )
        _check_files([report.file for report in wanted if report.file])
        return cls(wanted, every)

    @property
    def for_a_reader(self) -> bool:
        """Whether stdout is for people, so that a verb may say there what it does."""
        return all(report.file is not None or report.format == "text" for report in self.wanted)

    def publish(self, findings: Sequence[Finding], own: Mapping[str, str] = MappingProxyType({})) -> None:
        """Print and write all reports; one that cannot be written ends the run, once the others are done.

        ``own`` are reports that the verb makes itself, by format.
        """
        from ocgen.findings.cap import capped

        failed = []
        findings = findings if self.every else capped(findings, remedy="--all-findings tells each of them")
        for report in self.wanted:
            text = own[report.format] if report.format in own else printer(report.format, _rules)(findings)
            try:
                if report.file is None:
                    say(text, as_it_is=report.format != "text")
                else:
                    write_whole(report.file, click.unstyle(text) if report.format == "text" else text)
                if report.format == "github":
                    _add_summary(findings)
            except OSError as error:
                place = error.filename or report.file or "stdout"
                failed.append(f"{place}: {(error.strerror or str(error)).lower()}")
        if failed:
            raise click.ClickException("; ".join(failed))


def _these(loose: Sequence[Report]) -> str:
    names = [report.format for report in loose]
    return f"{', '.join(names[:-1])} and {names[-1]} are" if names else "no format is"


def _check_files(files: Sequence[Path]) -> None:
    for number, file in enumerate(files):
        if file.is_dir():
            raise click.UsageError(f"{file} is a directory; name a file for the report")
        if not file.parent.is_dir():
            raise click.UsageError(f"the directory {file.parent} of the report {file.name} does not exist")
        if file.absolute() in {other.absolute() for other in files[:number]}:
            raise click.UsageError(f"two reports cannot both go to {file}")


def _rules() -> Sequence[Rule]:
    from ocgen.explain import rules

    return rules()


def _add_summary(findings: Sequence[Finding]) -> None:
    """Add what is not annotated to the summary of the step, where GitHub has given a file for it."""
    from ocgen.findings.github import summary

    place = os.environ.get("GITHUB_STEP_SUMMARY")
    text = summary(findings)
    if place and text:
        with Path(place).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
        click.echo("the findings that are not annotated are in the summary of the step", err=True)
