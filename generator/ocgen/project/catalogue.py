"""The connectors of a project as documents are made from them: those whose specs have no error."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ocgen import linter
from ocgen.errors import GenerationError, SpecsError
from ocgen.findings.finding import Finding
from ocgen.findings.location import NOWHERE
from ocgen.model import Connector, Edition, Platform
from ocgen.project import config as configuration
from ocgen.project.project import Project, open_project
from ocgen.spec.loader import load
from ocgen.tables.build import Catalogue
from ocgen.templates import PHRASES, Templates
from ocgen.text.language import SOURCE_LANGUAGE
from ocgen.text.phrases import Phrases


@dataclass(frozen=True, slots=True)
class ReadSpecs:
    """What the specs of some connectors gave; ``errors`` are in the way of those that are not there.

    ``translations`` are the same in the other languages that were asked for.
    """

    platform: Platform | None
    connectors: tuple[Connector, ...]
    errors: tuple[Finding, ...]
    translations: tuple[Edition, ...] = field(default=())

    def edition(self, language: str) -> Edition | None:
        """Return platform and connectors in one of the languages; None when there is no platform."""
        if self.platform is None:
            return None
        if language == self.platform.language:
            return self.platform, self.connectors
        return next((edition for edition in self.translations if edition[0].language == language), None)


def read(project: Project, keys: Collection[str], languages: Collection[str] = ()) -> ReadSpecs:
    """Return the connectors whose specs have no error, in English and ``languages``, and the errors of the others."""
    loaded = load(project.directories, keys, sorted(set(languages)))
    errors = tuple(linter.errors(loaded))
    broken = {finding.location.path for finding in errors}

    def whole(connectors: tuple[Connector, ...]) -> tuple[Connector, ...]:
        return tuple(c for c in connectors if not broken & set(c.files))

    others = tuple((platform, whole(connectors)) for platform, connectors in loaded.translations)
    return ReadSpecs(loaded.platform, whole(loaded.connectors), errors, others)


def open_catalogue(project: Project, keys: Collection[str], languages: Collection[str] = ()) -> Catalogue:
    """Return what tables can be made of: connectors by their keys, in the project's first language and ``languages``.

    A language without phrases is left out: who wants a table in it is told. Raises SpecsError when one of the specs
    has an error, or a message catalogue cannot be read.
    """
    templates = Templates(project.config.templates)
    known = tuple(templates.languages(PHRASES))
    language = project.config.languages[0]
    wanted = {language, *languages}.intersection(known)
    found = read(project, keys, wanted)
    if found.errors or found.platform is None:
        raise SpecsError.of(found.errors)
    try:
        phrases = {name: templates.phrases(name) for name in sorted({SOURCE_LANGUAGE, *wanted})}
    except GenerationError as error:
        raise SpecsError.of([Finding("configuration", "error", str(error), NOWHERE, "compile it anew")]) from None
    others = {edition[0].language: _catalogue(edition, phrases) for edition in found.translations}
    english = _catalogue((found.platform, found.connectors), phrases)
    return replace(english, others=others, languages=known, language=language)


def _catalogue(edition: Edition, phrases: dict[str, Phrases]) -> Catalogue:
    platform, connectors = edition
    return Catalogue(platform, {c.key: c for c in connectors}, phrases[platform.language])


class ProjectCatalogue:
    """The connectors of the project that a document belongs to."""

    def __init__(self, start: Path, specs: Path | None = None, language: str = "") -> None:
        """Find the project at or above ``start``; ``specs`` is the directory of its specs, where that is not it.

        Tables are in ``language``, or else in the project's first one, unless they are wanted in another. Raises
        ConfigError and SelectionError.
        """
        config = configuration.load(start)
        own = specs or (config.specs if config.file else start / config.specs)
        config = config._replace(specs=own, named=config.named | ({"specs"} if specs else set()))
        config = config._replace(languages=(language,)) if language else config
        self.project = open_project(config, catalogue=True)
        self._kept: dict[tuple[frozenset[str], frozenset[str]], Catalogue] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all connectors."""
        return self.project.connectors

    def prefer(self, language: str) -> None:
        """Let tables be in a language such as ``de`` or ``de_AT``, if there are phrases in it."""
        known = Templates(self.project.config.templates).languages(PHRASES)
        found = next((name for name in (language, re.split("[-_]", language)[0]) if name in known), None)
        if found:
            self.project = self.project._replace(config=self.project.config._replace(languages=(found,)))

    def catalogue(self, keys: Collection[str], languages: Collection[str] = ()) -> Catalogue:
        """Return connectors by their keys, in further languages too; raises SpecsError, as open_catalogue does."""
        wanted = frozenset(keys), frozenset(languages)
        if wanted not in self._kept:
            self._kept[wanted] = open_catalogue(self.project, *wanted)
        return self._kept[wanted]

    def files(self, catalogue: Catalogue) -> Iterator[Path]:
        """Yield the spec files that a catalogue was made from."""
        yield Path(catalogue.platform.location.path).absolute()
        for connector in catalogue.connectors.values():
            yield from (Path(file).absolute() for file in connector.files)
