"""What is odd about which connectors a project has: findings of its configuration, and of its specs as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ocgen.files.reading import read_file
from ocgen.files.resources import specs_directory
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location, display
from ocgen.project.config import Config
from ocgen.project.project import Project
from ocgen.project.pyproject import MAX_BYTES, ConfigFile
from ocgen.spec.files import connector_files
from ocgen.text.suggest import did_you_mean


def unknown_connectors(project: Project) -> list[Finding]:
    """Return a finding for each name in `connectors` of the configuration that there is no spec of, at its place."""
    return [_unknown(project, name) for name in project.unknown]


def _unknown(project: Project, name: str) -> Finding:
    hint = did_you_mean(name, project.files)
    remedy = hint or "`ocgen list --bundled` lists what is bundled, and `ocgen new KEY` writes a spec of your own"
    message = f'`connectors` names "{name}", and there is no such spec'
    return Finding("unknown-connector", "error", message, place_of(project.config, name), remedy, subject=name)


def place_of(config: Config, name: str = "") -> Location:
    """Return where `connectors` of the configuration file is, or a name in it."""
    assert config.file is not None  # no option sets connectors
    line = ConfigFile(config.file, read_file(config.file, MAX_BYTES)).item_line("connectors", name)
    return Location(display(config.file), line)


def spec_findings(project: Project) -> Iterator[Finding]:
    """Yield notes on the project's own specs: those that `connectors` leaves out, and those that hide a bundled one.

    Specs that the run is about are looked at; a run about the whole project looks at all.
    """
    config, bundled = project.config, connector_files([specs_directory()])
    if not config.specs.is_dir() or config.specs.resolve() == specs_directory().resolve():
        return
    for key, file in connector_files([config.specs]).items():
        if not (project.whole or key in project.selected):
            continue
        if key not in project.connectors:
            yield _left_out(config, key, file)
        elif key in bundled:
            message = f"the spec hides the bundled one of {key}, and updates of ocgen do not change it"
            remedy = "nothing is to be done where that is meant; else delete the file, and the bundled one counts"
            yield Finding("hidden-bundled-spec", "info", message, Location(display(file)), remedy, subject=key)


def _left_out(config: Config, key: str, file: Path) -> Finding:
    place = place_of(config)
    message = f"`connectors` in {place.path} does not name {key}, so nothing is generated from the spec"
    remedy = f'add "{key}" to `connectors` in {place.path}:{place.line}, or delete the file'
    return Finding("left-out-spec", "info", message, Location(display(file)), remedy, subject=key)
