"""The rules that specs are checked against, over what the loader finds by itself.

A rule is one module of `ocgen.linter.checks`: its name is the rule's, with dashes; its docstring is the rule's page;
its ``LEVEL`` the level of its findings; its ``check`` yields them.
"""

from __future__ import annotations

from collections.abc import Collection

from ocgen.findings.finding import Finding, in_order
from ocgen.linter.context import Context
from ocgen.spec.loader import Loaded


def run(loaded: Loaded, judged: Collection[str] = ()) -> list[Finding]:
    """Return the loader's findings and those of every rule, each once, in order, with what they are about.

    Connectors whose keys are ``judged`` are looked at only for what they have with others.
    """
    from ocgen.linter.checks import CHECKED
    from ocgen.linter.subject import with_subjects

    context = Context(loaded, judged)
    findings = set(loaded.findings)
    for module in CHECKED:
        findings.update(module.check(context))
    return in_order(with_subjects(findings, loaded.documents))


def errors(loaded: Loaded, judged: Collection[str] = ()) -> list[Finding]:
    """Return what stands in the way of making anything from specs: the errors among all findings, in order.

    ``judged`` are the keys of connectors that are known to have none by themselves.
    """
    return [finding for finding in run(loaded, judged) if finding.level == "error"]
