"""Pages of the rules that other parts check: specs as they are read, the configuration, files, readers, changes."""

from __future__ import annotations

from ocgen.lint.pages.accepted import ACCEPTED
from ocgen.lint.pages.changes import CHANGES
from ocgen.lint.pages.documents import DOCUMENTS
from ocgen.lint.pages.generated import GENERATED
from ocgen.lint.pages.loader import LOADER
from ocgen.lint.pages.upstream import UPSTREAM
from ocgen.lint.rule import Rule

PAGES: tuple[Rule, ...] = (*LOADER, *GENERATED, *DOCUMENTS, *UPSTREAM, *CHANGES, *ACCEPTED)
