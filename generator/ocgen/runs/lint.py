"""What `ocgen lint` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocgen import linter
from ocgen.errors import SelectionError
from ocgen.findings.finding import Finding, in_order
from ocgen.findings.location import display
from ocgen.project.config import Config
from ocgen.project.connectors import odd_connectors
from ocgen.runs.acceptance import heeded, known_rules, read_accepted_file
from ocgen.runs.project import open_run
from ocgen.spec.loader import load
from ocgen.text.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class LintResult:
    """What the rules find, in order, accepted findings marked so; ``connectors`` is how many were looked at."""

    findings: tuple[Finding, ...]
    connectors: int


def lint(
    keys: Sequence[str] = (), *, rules: Sequence[str] = (), config: Config | None = None, today: date | None = None
) -> LintResult:
    """Check the specs of connectors: their form, what they refer to, and the rules.

    ``keys`` are connector keys or globs, by default all; of ``rules``, when any are named, only those are told.
    Acceptances are judged by ``today``. Raises ConfigError, and SelectionError for an unknown connector or rule.
    """
    known = known_rules()
    for rule in rules:
        if rule not in known:
            hint = did_you_mean(rule, known) or "`ocgen explain` lists the rules"
            raise SelectionError(f'no rule is named "{rule}"; {hint}')
    project = open_run(config, keys)
    loaded = load(project.directories, project.selected, project.config.languages)
    of_file = {display(file): key for key, file in project.files.items()}
    accepted = read_accepted_file(project.config)
    day = today or date.today()
    odd = odd_connectors(project)
    found, abouts = heeded([*linter.run(loaded), *odd], of_file, accepted, "lint", day)
    doubts = accepted.doubts(abouts, "lint", project.selected or of_file.values(), day, whole=not keys)
    told = (f for f in in_order([*found, *doubts]) if not rules or f.rule in rules)
    return LintResult(tuple(told), len(loaded.connectors))
