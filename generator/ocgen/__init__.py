"""Spec-driven code generator for SAP Open Connectors.

What the verbs of the command line do, as functions for programs::

    from ocgen import generate, lint, read_config

    config = read_config("path/to/project")
    for finding in lint(config=config).findings:
        print(finding.location, finding.message)
    print(generate(config=config).written)

They print nothing and never exit. What cannot be done raises a kind of OcgenError, and OSError for what the system
refuses; what is wrong in specs and documents is in the findings of the result. `docs/stability.md` says what stays as
it is from one version to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocgen.errors import (
        ConfigError,
        GenerationError,
        OcgenError,
        OutputError,
        SelectionError,
        SourceError,
        SpecsError,
    )
    from ocgen.findings.finding import Finding
    from ocgen.findings.location import Location
    from ocgen.project.config import Config
    from ocgen.runs.check import CheckResult, check
    from ocgen.runs.diff import DiffResult, diff
    from ocgen.runs.draft import DraftResult, draft
    from ocgen.runs.drift import DriftResult, drift
    from ocgen.runs.generate import GenerateResult, generate
    from ocgen.runs.inject import InjectResult, inject
    from ocgen.runs.lint import LintResult, lint
    from ocgen.runs.load import Specs, load
    from ocgen.runs.new import new
    from ocgen.runs.project import read_config
    from ocgen.runs.table import table

__version__ = "0.1.0"

__all__ = [
    "CheckResult",
    "Config",
    "ConfigError",
    "DiffResult",
    "DraftResult",
    "DriftResult",
    "Finding",
    "GenerateResult",
    "GenerationError",
    "InjectResult",
    "LintResult",
    "Location",
    "OcgenError",
    "OutputError",
    "SelectionError",
    "SourceError",
    "Specs",
    "SpecsError",
    "__version__",
    "check",
    "diff",
    "draft",
    "drift",
    "generate",
    "inject",
    "lint",
    "load",
    "new",
    "read_config",
    "table",
]

# Module -> the names that it gives: imported when one is asked for, so that `ocgen --version` need not wait.
_HOMES = {
    "project.config": ("Config",),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "findings.finding": ("Finding",),
    "findings.location": ("Location",),
    "runs.check": ("CheckResult", "check"),
    "runs.diff": ("DiffResult", "diff"),
    "runs.draft": ("DraftResult", "draft"),
    "runs.drift": ("DriftResult", "drift"),
    "runs.generate": ("GenerateResult", "generate"),
    "runs.inject": ("InjectResult", "inject"),
    "runs.lint": ("LintResult", "lint"),
    "runs.load": ("Specs", "load"),
    "runs.new": ("new",),
    "runs.project": ("read_config",),
    "runs.table": ("table",),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'ocgen' has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"ocgen.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
