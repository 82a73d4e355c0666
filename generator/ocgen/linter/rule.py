"""What a rule is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Protocol

from ocgen.findings.finding import Finding, Level

if TYPE_CHECKING:
    from ocgen.linter.context import Context


class RuleModule(Protocol):
    """A module of `ocgen.linter.checks`."""

    __name__: str
    __doc__: str | None
    LEVEL: Level

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each place that breaks the rule."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as `ocgen explain` shows it; ``level`` is the highest that its findings have."""

    id: str
    level: Level
    title: str
    explanation: str

    @classmethod
    def page(cls, id_: str, level: Level, page: str) -> Rule:
        """Return the rule of a page: the title in its first line, the explanation after it."""
        title, _, explanation = cleandoc(page).partition("\n")
        return cls(id_, level, title.rstrip("."), explanation.strip())

    @classmethod
    def of(cls, module: RuleModule) -> Rule:
        """Return the rule that a module checks."""
        return cls.page(module.__name__.rpartition(".")[2].replace("_", "-"), module.LEVEL, module.__doc__ or "")
