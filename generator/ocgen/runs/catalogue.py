"""The connectors of a project as tables and pages are made of them, each selection of them read once."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from ocgen.documents.pages import Pages
from ocgen.project.catalogue import open_catalogue
from ocgen.project.config import Config
from ocgen.project.project import Project
from ocgen.tables.build import Catalogue
from ocgen.targets.python.sample import python_samples
from ocgen.templates import PHRASES, Templates


class ProjectCatalogue:
    """What the documents of a project are made from; one lives as long as a run, or a build of another tool."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._kept: dict[tuple[frozenset[str], frozenset[str]], Catalogue] = {}

    def of(self, keys: Collection[str], languages: Collection[str] = ()) -> Catalogue:
        """Return connectors by their keys, in further languages too; raises SpecsError, as open_catalogue does."""
        wanted = frozenset(keys), frozenset(languages)
        if wanted not in self._kept:
            self._kept[wanted] = open_catalogue(self.project, *wanted)
        return self._kept[wanted]

    @cached_property
    def pages(self) -> Pages:
        """What makes the pages in documents, as `generate` makes those of the project."""
        config = self.project.config
        return Pages(config.templates, config.settings, config.out, python_samples(config.settings))


def spoken(config: Config, language: str) -> Config:
    """Return a configuration whose first language is one such as ``de`` or ``de_AT``, if there are phrases in it."""
    known = Templates(config.templates).languages(PHRASES)
    found = next((name for name in (language, re.split("[-_]", language)[0]) if name in known), None)
    return config.overridden({"languages": (found,)}) if found else config
