"""A table by the names of its section and its connector."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ocgen.model import Connector, Platform
from ocgen.tables.faults import Fault, TableError
from ocgen.tables.options import Options
from ocgen.tables.sections import SECTIONS, Subject
from ocgen.tables.selection import make_table
from ocgen.tables.table import Table
from ocgen.text.phrases import ENGLISH, Phrases
from ocgen.text.suggest import did_you_mean

CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What tables can be made of: the connectors that were loaded, by key, and the phrases, all in one language.

    ``others`` are the same in other languages, ``languages`` all that tables can be had in, and ``language`` the one
    that is meant where none is named. ``own`` are the keys of the project, if that is not all.
    """

    platform: Platform
    connectors: Mapping[str, Connector]
    phrases: Phrases = ENGLISH
    others: Mapping[str, Catalogue] = field(default_factory=dict)
    languages: tuple[str, ...] = (ENGLISH.language,)
    language: str = ENGLISH.language
    own: Collection[str] | None = None

    @property
    def listed(self) -> tuple[str, ...]:
        """The keys of the connectors that a table of them all is about."""
        return tuple(key for key in self.connectors if self.own is None or key in self.own)

    def edition(self, language: str) -> Catalogue:
        """Return the catalogue in a language; raises TableError for one that it is not in."""
        wanted = language or self.language
        if wanted == self.phrases.language:
            return self
        if wanted in self.others:
            return self.others[wanted]
        raise TableError(
            [Fault("language", f'the language "{wanted}" is not known', f"known: {', '.join(self.languages)}")]
        )


def keys_of(key: str, section: str, known: Collection[str], others: Collection[str] = ()) -> tuple[str, ...]:
    """Return the keys of the connectors that a table needs; raises TableError for a key that is not known.

    What none of ``known`` fits is sought among ``others``, which no table is about that names no key.
    """
    if not key:
        if SECTIONS[section].needs_key:
            raise TableError([Fault("key", f"the section {section} is of one connector", "name its key")])
        return tuple(known) if section == CATALOGUE else ()
    for keys in (known, others) if section == CATALOGUE else ():
        if matches := tuple(k for k in keys if fnmatchcase(k, key)):
            return matches
    return (known_key(key, (*known, *others)),)


def known_key(key: str, known: Collection[str], others: Collection[str] = ()) -> str:
    """Return the key of one connector; raises TableError when it is not known.

    ``others`` are those that have to be made known first.
    """
    if key in known:
        return key
    remedy = did_you_mean(key, known) or "`ocgen list` shows those that are there"
    if key in others:
        remedy = "it is no part of this project: name it in `connectors` of [tool.ocgen]"
    raise TableError([Fault("key", f'no connector is named "{key}"', remedy)])


def table_of(key: str, section: str, options: Options, catalogue: Catalogue) -> Table:
    """Return a table; raises TableError with everything that is wrong with what was asked for."""
    keys = keys_of(key, section, catalogue.listed, tuple(catalogue.connectors))
    edition = catalogue.edition(options.language)
    subject = Subject(edition.platform, tuple(edition.connectors[k] for k in keys), edition.phrases)
    return make_table(SECTIONS[section], subject, options)


def source_of(key: str, section: str) -> str:
    """Return the spec that a table is made from, as notices name it."""
    if SECTIONS[section].needs_key:
        return f"specs/{key}.yaml"
    return "specs/*.yaml" if section == CATALOGUE else "specs/platform.yaml"
