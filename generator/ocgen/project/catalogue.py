"""The connectors of a project as documents are made from them: those whose specs have no error."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ocgen import linter
from ocgen.errors import GenerationError, SpecsError
from ocgen.findings.finding import Finding
from ocgen.findings.location import NOWHERE
from ocgen.model import Connector, Edition, Platform
from ocgen.project.project import Project
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
        raise SpecsError.of([Finding("configuration", "error", str(error), NOWHERE, "compile it again")]) from None
    others = {edition[0].language: _catalogue(edition, phrases) for edition in found.translations}
    english = _catalogue((found.platform, found.connectors), phrases)
    return replace(english, others=others, languages=known, language=language, own=project.connectors)


def _catalogue(edition: Edition, phrases: dict[str, Phrases]) -> Catalogue:
    platform, connectors = edition
    return Catalogue(platform, {c.key: c for c in connectors}, phrases[platform.language])
