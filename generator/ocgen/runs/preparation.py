"""What a run of `generate` or `check` knows before it reads any spec: whether there is anything to do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ocgen.errors import ConfigError
from ocgen.plan.foreign_files import foreign_files, roots_of
from ocgen.plan.inputs import Inputs
from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.paths import JOURNAL
from ocgen.plan.record import OutputRecord
from ocgen.plan.stored import Stored, read_stored
from ocgen.plan.verified import Verified, as_recorded, of_project
from ocgen.project.config import Config
from ocgen.project.project import Project, open_project
from ocgen.runs.generated import generated_connectors
from ocgen.runs.project import check_directories
from ocgen.spec.files import PLATFORM_FILE, part_names, twin_of
from ocgen.targets.registry import resolve_names, third_party
from ocgen.templates import Templates


class Prepared(NamedTuple):
    """A project with its targets, its templates, the digests of what goes in and the record of what came out.

    ``verified`` is what earlier runs have seen to be current.
    """

    project: Project
    targets: tuple[str, ...]
    templates: Templates
    inputs: Inputs
    stored: Stored
    verified: Verified
    trusted: bool  # all targets are ours, so digests of what we read tell everything

    @property
    def out(self) -> Path:
        """The output directory."""
        return self.project.config.out

    @property
    def nothing_to_do(self) -> bool:
        """Whether digests alone show that every file is current."""
        if not self.trusted or not self.project.whole or os.path.lexists(self.out / JOURNAL):
            return False
        keys, record = self.project.connectors, self.record
        if any(twin_of(self.project.files[key]) for key in keys):  # an error, and no digest tells of it
            return False
        text = record.text()
        if self.stored.text != text or self.stored.older or not self.verified.knows(self.combination(record, text)):
            return False
        with OutputDirectory(self.out) as inside:
            return as_recorded(inside, record.files)

    @property
    def record(self) -> OutputRecord:
        """What the record says of files and inputs."""
        return self.stored.record

    def combination(self, record: OutputRecord, text: str) -> str:
        """Return what a run keeps of having seen that all is current, with this record and its text."""
        others = foreign_files(self.out, record.files.keys(), roots_of(record.files.keys()))
        return of_project(self._spec_files(), self.inputs, self.targets, self.project.connectors, text, others)

    def take_inputs(self) -> None:
        """Take the digests of all that a run may read."""
        self.inputs.take(self._spec_files())

    def _spec_files(self) -> tuple[str, ...]:
        own = (self.project.files[key].name for key in self.project.connectors)
        return (*own, *part_names(self.project.directories), PLATFORM_FILE)


def prepare(config: Config, keys: Sequence[str] = ()) -> Prepared | None:
    """Open the project of a run and find targets, templates and the record, which is read once.

    ``keys`` are connectors or globs. Returns None when the run is about the documents of the configuration alone:
    nothing says what else to generate. Raises ConfigError and SelectionError, also for directories that cannot be used
    and for names in `connectors` of the configuration that there is no spec of; GenerationError; and RecordError.
    """
    check_directories(config)
    stored = read_stored(config.out)
    generated = generated_connectors(config, stored.record)
    if config.documents_alone and not keys and "targets" not in config.given and not generated:
        return None
    project = open_project(config, keys, generated=generated)
    if project.unknown:  # what looks like a connector to remove may be one that is misspelt
        from ocgen.project.connectors import unknown_connectors

        raise ConfigError.of(unknown_connectors(project))
    targets = resolve_names(config.targets)
    templates = Templates(config.templates, config.settings)
    inputs = Inputs(project.directories, templates.directories, templates.settings)
    for language in config.languages:
        templates.check_language(language)
    return Prepared(project, targets, templates, inputs, stored, Verified(config.out), not third_party(targets))
