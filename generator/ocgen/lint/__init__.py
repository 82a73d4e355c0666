"""The rules that specs are checked against, over what the loader finds by itself.

A rule is one module of `ocgen.lint.checks`: its name is the rule's, with dashes; its docstring is the rule's page; its
``LEVEL`` the level of its findings; its ``check`` yields them.
"""

from __future__ import annotations

from ocgen.findings.finding import Finding, in_order
from ocgen.lint.context import Context
from ocgen.spec.loader import Loaded


def run(loaded: Loaded) -> list[Finding]:
    """Return the loader's findings and those of every rule, each once, in order, with what they are about."""
    from ocgen.lint.checks import CHECKED
    from ocgen.lint.subject import with_subjects

    context = Context(loaded)
    findings = set(loaded.findings)
    for module in CHECKED:
        findings.update(module.check(context))
    return in_order(with_subjects(findings, loaded.documents))


def errors(loaded: Loaded) -> list[Finding]:
    """Return what stands in the way of making anything from specs: the errors among all findings, in order."""
    return [finding for finding in run(loaded) if finding.level == "error"]
