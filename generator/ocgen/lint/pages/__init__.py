"""Pages of the rules that other parts check: the loader, the configuration, the comparison of generated files,
and that of two sides."""

from __future__ import annotations

from ocgen.lint.pages.accepted import ACCEPTED
from ocgen.lint.pages.changes import CHANGES
from ocgen.lint.pages.generated import GENERATED
from ocgen.lint.pages.loader import LOADER
from ocgen.lint.rule import Rule

PAGES: tuple[Rule, ...] = (*LOADER, *GENERATED, *CHANGES, *ACCEPTED)
