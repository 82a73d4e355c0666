"""What files are made from, by name and digest: the recipe of each connector's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ocgen.plan.digests import digest, file_digest, templates_digest, tool_digest
from ocgen.spec.files import PLATFORM_FILE, twin_of

# Name of an input -> digest. Spec files are named relative to their directory; beside them: `settings`,
# `templates`, `tool`.
Recipe: TypeAlias = Mapping[str, str]

_SHORT = 16


class Inputs:
    """Digests of everything a run reads, each read once.

    ``search`` are the directories of specs, first one first; ``templates`` those of the templates; ``settings`` what
    the configuration sets for templates.
    """

    def __init__(
        self, search: Sequence[Path], templates: Sequence[Path], settings: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.search, self.templates, self.settings = search, templates, settings
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the digest of an input as it is now; empty when it is gone."""
        if name not in self._known:
            self._known[name] = self._digest(name)[:_SHORT]
        return self._known[name]

    def take(self, spec_files: Iterable[str]) -> None:
        """Take the digests of these spec files and of all else before any of it is read.

        What is saved while a run is at work is then seen as changed by the next one.
        """
        self.recipe(spec_files)

    def recipe(self, spec_files: Iterable[str]) -> dict[str, str]:
        """Return the recipe of files that are made from these spec files."""
        return {name: self.of(name) for name in (*sorted(set(spec_files)), "settings", "templates", "tool")}

    def _digest(self, name: str) -> str:
        if name == "tool":
            return tool_digest()
        if name == "settings":
            return digest(repr(sorted(self.settings.items())).encode())
        if name == "templates":
            return templates_digest(self.templates)
        for directory in self.search:
            if (directory / name).is_file():
                return file_digest(f"{directory}/{name}")
            if name != PLATFORM_FILE and "/" not in name and twin_of(directory / name):
                return ""  # the connector has another file there, which goes before those of later directories
        return ""


def recipe_id(recipe: Recipe) -> str:
    """Return a short name for a recipe, the same for the same one."""
    return digest(repr(sorted(recipe.items())).encode())[:_SHORT]


def changes(before: Recipe, inputs: Inputs) -> list[str]:
    """Return the names of the inputs of a recipe that are no longer as they were."""
    return [name for name, was in before.items() if inputs.of(name) != was]
