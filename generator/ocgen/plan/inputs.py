"""What files are made from, by name and digest.

Spec files are named relative to their directory; beside them there are `settings`, `templates` and `tool`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ocgen.plan.digests import digest, file_digest, templates_digest, tool_digest
from ocgen.spec.files import PLATFORM_FILE, twin_of

if TYPE_CHECKING:
    from ocgen.model import Connector
    from ocgen.templates import Setting

SETTINGS, TEMPLATES, TOOL = "settings", "templates", "tool"

_SHORT = 16


class Inputs:
    """Digests of everything a run reads, each read once.

    ``search`` are the directories of specs, first one first; ``templates`` those of the templates; ``settings`` what
    the configuration sets for targets and templates.
    """

    def __init__(self, search: Sequence[Path], templates: Sequence[Path], settings: Mapping[str, Setting]) -> None:
        self.search, self.templates, self.settings = search, templates, settings
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the digest of an input as it is now; empty when it was removed."""
        if name not in self._known:
            self._known[name] = self._digest(name)[:_SHORT]
        return self._known[name]

    def take(self, spec_files: Iterable[str]) -> None:
        """Take the digests of these spec files and of all else before any of it is read.

        What is saved while a run is at work is then seen as changed by the next one.
        """
        for name in self.names(spec_files):
            self.of(name)

    def names(self, spec_files: Iterable[str]) -> list[str]:
        """Return the names of all that files are made from which are made from these spec files."""
        return [*sorted(set(spec_files)), SETTINGS, TEMPLATES, TOOL]

    def _digest(self, name: str) -> str:
        if name == TOOL:
            return tool_digest()
        if name == SETTINGS:
            return digest(repr(sorted(self.settings.items())).encode())
        if name == TEMPLATES:
            return templates_digest(self.templates)
        for directory in self.search:
            if (directory / name).is_file():
                return file_digest(f"{directory}/{name}")
            if name != PLATFORM_FILE and "/" not in name and twin_of(directory / name):
                return ""  # the connector has another file there, which goes before those of later directories
        return ""


def spec_names(connector: Connector) -> list[str]:
    """Return the spec files that a connector is made from, named relative to their directories."""
    own, *beside, _ = connector.files
    return [own.rpartition("/")[2], *("/".join(file.split("/")[-2:]) for file in beside), PLATFORM_FILE]
