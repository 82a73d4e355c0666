"""The connectors of a project as documents are made from them: those whose specs have no error."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocgen import config as configuration, lint
from ocgen.findings.finding import Finding
from ocgen.model import Connector, Platform
from ocgen.project import Project, open_project
from ocgen.spec.loader import load
from ocgen.tables.make import Catalogue


@dataclass(frozen=True, slots=True)
class Read:
    """What the specs of some connectors gave; ``errors`` are in the way of those that are not there."""

    platform: Platform | None
    connectors: tuple[Connector, ...]
    errors: tuple[Finding, ...]

    @property
    def catalogue(self) -> Catalogue | None:
        """All of them to make tables from; None where a spec has an error: no table is made without it."""
        if self.errors or self.platform is None:
            return None
        return Catalogue(self.platform, {connector.key: connector for connector in self.connectors})


class SpecsError(Exception):
    """Specs that nothing can be made from; ``findings`` tell why."""

    def __init__(self, findings: Collection[Finding]) -> None:
        super().__init__("; ".join(f"{f.location}: {f.message}" if f.location.path else f.message for f in findings))
        self.findings = tuple(findings)


def read(project: Project, keys: Collection[str]) -> Read:
    """Return the connectors whose specs have no error, and the errors of the others."""
    loaded = load(project.directories, keys)
    errors = tuple(lint.errors(loaded))
    broken = {finding.location.path for finding in errors}
    return Read(loaded.platform, tuple(c for c in loaded.connectors if not broken & set(c.files)), errors)


class Shelf:
    """The connectors of the project that a document belongs to."""

    def __init__(self, start: Path, specs: Path | None = None) -> None:
        """Find the project at or above ``start``; ``specs`` is the directory of its specs, where that is not it.

        Raises ConfigError and SelectionError.
        """
        config = configuration.load(start)
        own = specs or (config.specs if config.file else start / config.specs)
        config = replace(config, specs=own, named=config.named | ({"specs"} if specs else set()))
        self.project = open_project(config, catalogue=True)
        self._kept: dict[frozenset[str], Catalogue] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all connectors."""
        return self.project.connectors

    def catalogue(self, keys: Collection[str]) -> Catalogue:
        """Return connectors by their keys; raises SpecsError when one of their specs has an error."""
        wanted = frozenset(keys)
        if wanted not in self._kept:
            found = read(self.project, wanted)
            if found.catalogue is None:
                raise SpecsError(found.errors)
            self._kept[wanted] = found.catalogue
        return self._kept[wanted]

    def files(self, catalogue: Catalogue) -> Iterator[Path]:
        """Yield the spec files that a catalogue was made from."""
        yield Path(catalogue.platform.location.path).absolute()
        for connector in catalogue.connectors.values():
            yield from (Path(file).absolute() for file in connector.files)
