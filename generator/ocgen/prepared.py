"""What a run of `generate` or `check` knows before it reads any spec: whether there is anything to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ocgen.plan.inputs import Inputs
from ocgen.plan.manifest import Manifest, read_manifest
from ocgen.plan.paths import JOURNAL
from ocgen.plan.unchanged import nothing_to_do
from ocgen.project import Project
from ocgen.spec.files import FAMILIES, PLATFORM_FILE, family_names, twin_of
from ocgen.targets.registry import resolve_names, third_party
from ocgen.templates import Templates


class Prepared(NamedTuple):
    """A project with its targets, its templates, the digests of what goes in and the record of what came out."""

    project: Project
    targets: tuple[str, ...]
    templates: Templates
    inputs: Inputs
    manifest: Manifest
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
        keys = self.project.connectors
        if any(twin_of(self.project.files[key]) for key in keys):  # an error, and no digest tells of it
            return False
        return nothing_to_do(self.out, self.manifest, self.inputs, self.targets, keys)

    def take_inputs(self) -> None:
        """Take the digests of all that a run may read."""
        own = (self.project.files[key].name for key in self.project.connectors)
        families = (f"{FAMILIES}/{name}.yaml" for name in family_names(self.project.directories))
        self.inputs.take((*own, *families, PLATFORM_FILE))


def prepare(project: Project) -> Prepared:
    """Find targets, templates and the manifest; raises GenerationError, ManifestError and GenerationError."""
    config = project.config
    targets = resolve_names(config.targets)
    templates = Templates(config.templates, {"docs.sections": config.sections, "docs.languages": config.languages})
    inputs = Inputs(project.directories, templates.directories, templates.settings)
    for language in config.languages:
        templates.check_language(language)
    return Prepared(project, targets, templates, inputs, read_manifest(config.out), not third_party(targets))
