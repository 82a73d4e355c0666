"""The rules that specs are checked against, over what the loader finds by itself.

A rule is one module of `ocgen.lint.checks`: its name is the rule's, with dashes; its docstring is the rule's page; its
``LEVEL`` the level of its findings; its ``check`` yields them. What other parts report is explained in
`ocgen.lint.pages`.
"""

from __future__ import annotations

from ocgen.findings.finding import Finding, in_order
from ocgen.lint.context import Context
from ocgen.lint.rule import Rule as Rule
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


def rules() -> tuple[Rule, ...]:
    """Return every rule that a finding can name, by id."""
    from ocgen.lint.checks import CHECKED
    from ocgen.lint.pages import PAGES

    checked = (Rule.of(module) for module in CHECKED)
    return tuple(sorted((*checked, *PAGES), key=lambda rule: rule.id))
