"""What `ocgen list`, `show` and `stats` tell of: connectors, resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocgen.files.resources import specs_directory
from ocgen.findings.finding import Finding
from ocgen.model import Connector, Platform
from ocgen.project.config import Config
from ocgen.project.connectors import unknown_connectors
from ocgen.runs.project import open_run, read_config
from ocgen.spec import loader


@dataclass(frozen=True, slots=True)
class Specs:
    """The connectors that could be read, the platform that they belong to, and what is wrong with the others.

    ``selected`` are the keys of all that was asked for. ``platform`` is None when its own file cannot be used; then
    there are no connectors either.
    """

    platform: Platform | None
    connectors: tuple[Connector, ...]
    findings: tuple[Finding, ...]
    selected: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether any spec has an error."""
        return any(finding.level == "error" for finding in self.findings)


def load(keys: Sequence[str] = (), *, bundled: bool = False, config: Config | None = None) -> Specs:
    """Return connectors as they are after platform, family and their own files are put together.

    ``keys`` are connector keys or globs, by default all; ``config`` is that of the working directory by default. With
    ``bundled``, those that come with ocgen are meant, whatever the project has or hides.
    Mistakes of the specs are findings, and so are connectors of the configuration that there is no spec of, unless
    ``keys`` say what is meant. Raises ConfigError and SelectionError.
    """
    config = config or read_config()
    if bundled:
        config = config._replace(specs=specs_directory(), connectors=())
    project = open_run(config, keys)
    loaded = loader.load(project.directories, project.selected)
    unknown = () if keys else unknown_connectors(project)
    return Specs(loaded.platform, loaded.connectors, (*unknown, *loaded.findings), project.selected)
