"""The printers of findings, by the name that ``--format`` takes: each stands in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import TypeAlias

from ocgen.findings.finding import Finding, RulePage

Printer: TypeAlias = Callable[[Sequence[Finding]], str]
Rules: TypeAlias = Callable[[], Iterable[RulePage]]

# Format -> its module. What is read on the spot names files as the user did, what is sent elsewhere from the root of
# the repository.
_HERE = {"text": "ocgen.findings.text", "json": "ocgen.findings.json"}
_ELSEWHERE = {
    "sarif": "ocgen.findings.sarif",
    "github-sarif": "ocgen.findings.github_sarif",
    "junit": "ocgen.findings.junit",
    "github": "ocgen.findings.github",
    "gitlab": "ocgen.findings.gitlab",
    "markdown": "ocgen.findings.markdown",
}
_MODULES = _HERE | _ELSEWHERE
_WITH_RULES = {"sarif", "github-sarif"}

NAMES = tuple(_MODULES)


def printer(name: str, rules: Rules = tuple) -> Printer:
    """Return the function that turns findings into the text of a format; raises KeyError.

    ``rules`` gives the pages of rules to the formats that tell of them.
    """
    module = import_module(_MODULES[name])
    render: Printer = partial(module.render, rules=rules) if name in _WITH_RULES else module.render

    def prepare_and_render(findings: Sequence[Finding]) -> str:
        from ocgen.findings.fingerprint import fingerprinted
        from ocgen.findings.place import from_root

        marked = fingerprinted(findings)
        return render(from_root(marked) if name in _ELSEWHERE else marked)

    return prepare_and_render
