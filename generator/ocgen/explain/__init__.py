"""The page of each rule that a finding can name: of the lint rules, and of all that other parts check."""

from __future__ import annotations

from ocgen.linter.rule import Rule


def rules() -> tuple[Rule, ...]:
    """Return every rule that a finding can name, by id."""
    from ocgen.explain.accepted import ACCEPTED
    from ocgen.explain.changes import CHANGES
    from ocgen.explain.documents import DOCUMENTS
    from ocgen.explain.generated import GENERATED
    from ocgen.explain.loader import LOADER
    from ocgen.explain.project import PROJECT
    from ocgen.explain.upstream import UPSTREAM
    from ocgen.linter.checks import CHECKED

    checked = (Rule.of(module) for module in CHECKED)
    pages = (*LOADER, *PROJECT, *GENERATED, *DOCUMENTS, *UPSTREAM, *CHANGES, *ACCEPTED)
    return tuple(sorted((*checked, *pages), key=lambda rule: rule.id))
