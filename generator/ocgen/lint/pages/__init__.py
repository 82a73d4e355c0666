"""Pages of the rules that other parts check: the loader, the configuration, the comparison of generated
files, and documents."""

from __future__ import annotations

from ocgen.lint.pages.documents import DOCUMENTS
from ocgen.lint.pages.generated import GENERATED
from ocgen.lint.pages.loader import LOADER
from ocgen.lint.rule import Rule

PAGES: tuple[Rule, ...] = (*LOADER, *GENERATED, *DOCUMENTS)
