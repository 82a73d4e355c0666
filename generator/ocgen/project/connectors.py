"""What is odd about which connectors a project has: findings of its configuration, and of its specs as files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ocgen.files.reading import read_file
from ocgen.files.resources import specs_directory
from ocgen.findings.finding import Finding
from ocgen.findings.location import NOWHERE, Location, display
from ocgen.project.config import Config
from ocgen.project.project import Project
from ocgen.project.pyproject import MAX_BYTES, ConfigFile
from ocgen.spec.files import connector_files
from ocgen.text.suggest import did_you_mean


class _Places:
    """Where the configuration names connectors; its file is read once, when something is to be told of it."""

    def __init__(self, config: Config) -> None:
        self._file = config.file

    def of(self, name: str = "") -> Location:
        """Return where `connectors` is, or a name in it; NOWHERE for a configuration that no file holds."""
        if self._source is None:
            return NOWHERE
        return Location(display(self._source.file), self._source.item_line("connectors", name))

    @cached_property
    def _source(self) -> ConfigFile | None:
        return None if self._file is None else ConfigFile(self._file, read_file(self._file, MAX_BYTES))


def odd_connectors(project: Project) -> Iterator[Finding]:
    """Yield all that is odd: `unknown_connectors`, then `spec_findings`."""
    places = _Places(project.config)
    yield from _unknown_connectors(project, places)
    yield from _spec_findings(project, places)


def unknown_connectors(project: Project) -> list[Finding]:
    """Return a finding for each name in `connectors` of the configuration that there is no spec of, at its place."""
    return _unknown_connectors(project, _Places(project.config))


def spec_findings(project: Project) -> Iterator[Finding]:
    """Yield notes on the project's own specs: those that `connectors` leaves out, and those that hide a bundled one.

    Specs that the run is about are looked at; a run about the whole project looks at all.
    """
    return _spec_findings(project, _Places(project.config))


def _unknown_connectors(project: Project, places: _Places) -> list[Finding]:
    return [_unknown(project, name, places.of(name)) for name in project.unknown]


def _unknown(project: Project, name: str, place: Location) -> Finding:
    hint = did_you_mean(name, project.files)
    remedy = hint or "`ocgen list --bundled` lists what is bundled, and `ocgen new KEY` writes a spec of your own"
    message = f'`connectors` names "{name}", and there is no such spec'
    return Finding("unknown-connector", "error", message, place, remedy, subject=name)


def _spec_findings(project: Project, places: _Places) -> Iterator[Finding]:
    config, bundled = project.config, connector_files([specs_directory()])
    if not config.specs.is_dir() or config.specs.resolve() == specs_directory().resolve():
        return
    for key, file in connector_files([config.specs]).items():
        if not (project.whole or key in project.selected):
            continue
        if key not in project.connectors:
            yield _left_out(places.of(), key, file)
        elif key in bundled:
            message = f"the spec hides the bundled one of {key}, and updates of ocgen do not change it"
            remedy = "nothing is to be done where that is meant; else delete the file, and the bundled one counts"
            yield Finding("hidden-bundled-spec", "info", message, Location(display(file)), remedy, subject=key)


def _left_out(place: Location, key: str, file: Path) -> Finding:
    of, at = (f" in {place.path}", f" in {place.path}:{place.line}") if place.path else ("", " of the configuration")
    message = f"`connectors`{of} does not name {key}, so nothing is generated from the spec"
    remedy = f'add "{key}" to `connectors`{at}, or delete the file'
    return Finding("left-out-spec", "info", message, Location(display(file)), remedy, subject=key)
