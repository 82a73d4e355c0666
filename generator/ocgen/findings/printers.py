"""The printers of findings, by the name that ``--format`` takes: each stands in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TypeAlias

from ocgen.findings.finding import Finding

Printer: TypeAlias = Callable[[Sequence[Finding]], str]

_MODULES = {"text": "ocgen.findings.text", "json": "ocgen.findings.json"}

NAMES = tuple(_MODULES)


def printer(name: str) -> Printer:
    """Return the function that turns findings into the text of a format; raises KeyError."""
    render: Printer = import_module(_MODULES[name]).render
    return render
