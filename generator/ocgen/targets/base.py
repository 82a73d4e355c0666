"""What a target is, and what it is handed and makes: the names that targets of others import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ocgen.model import Connector, Platform
from ocgen.output.artifact import Artifact
from ocgen.targets.options import TargetOption, option_values
from ocgen.templates import Templates

__all__ = ["Artifact", "Target", "TargetOption", "Templates", "option_values", "speaks_languages"]


class Target(Protocol):
    """One kind of output. Third parties register theirs in the entry point group ``ocgen.targets``.

    A target is made without arguments. Its methods are pure: same connectors and templates, same artifacts. One with an
    attribute ``translated`` that is true is called once for each language of the pages (``platform.language`` tells
    which), and makes other paths for each; any other one gets English.

    One with an attribute ``options``, a sequence of `TargetOption`, can be set up in ``[tool.ocgen.targets.NAME]``:
    ``option_values(self.name, self.options, templates.settings)`` are the values of a run.
    """

    name: str
    description: str

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return the files that belong to one connector; they depend on nothing but that connector."""
        ...

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the files that the connectors share (an index, a runtime), for all ``connectors`` of the project."""
        ...


def speaks_languages(target: Target) -> bool:
    """Whether the target makes its files once for each language."""
    return bool(getattr(target, "translated", False))
