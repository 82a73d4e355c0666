"""The sections that a table can be of: their columns and where their rows come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ocgen.model import Connector, Platform
from ocgen.tables import hub_calls, members, parameters, platform
from ocgen.tables.cells import PARAMETER_COLUMNS, PARAMETER_DEFAULT
from ocgen.tables.table import Column, Record
from ocgen.text.phrases import ENGLISH, Phrases


@dataclass(frozen=True, slots=True)
class Subject:
    """What a table is about, and in which words.

    ``connectors`` holds the one of a connector's section, or those of the catalogue.
    """

    platform: Platform
    connectors: tuple[Connector, ...]
    phrases: Phrases = ENGLISH

    @property
    def methods(self) -> tuple[str, ...]:
        """The names of all ways to sign in, once each."""
        return tuple(dict.fromkeys(m.name for c in self.connectors for m in c.methods))


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``unasked`` are groups that show only when they are asked for by name."""

    name: str
    about: str  # what is in it, for help texts
    columns: tuple[Column, ...]
    default: tuple[str, ...]
    records: Callable[[Subject, Sequence[str]], tuple[Record, ...]]
    needs_key: bool = True
    unasked: tuple[str, ...] = ()

    @property
    def has_methods(self) -> bool:
        """Whether rows belong to ways to sign in."""
        return self.needs_key


Maker: TypeAlias = Callable[[Connector, Phrases, Sequence[str]], tuple[Record, ...]]


def _of_connector(make: Maker) -> Callable[[Subject, Sequence[str]], tuple[Record, ...]]:
    return lambda subject, methods: make(subject.connectors[0], subject.phrases, methods)


def _parameters(name: str, about: str, make: Maker, *unasked: str) -> Section:
    return Section(name, about, PARAMETER_COLUMNS, PARAMETER_DEFAULT, _of_connector(make), unasked=unasked)


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        _parameters("query", "query parameters of the OAuth URL call", parameters.query),
        _parameters("callback", "parameters that the provider's callback brings", parameters.callback),
        _parameters("provider-data", "what goes into providerData", parameters.provider_data),
        _parameters("configuration", "configuration fields", parameters.configuration, "everywhere"),
        _parameters("own-tokens", "configuration fields of users who hold tokens already", parameters.own_tokens),
        _parameters("events", "configuration fields of events", parameters.events),
        Section(
            "response",
            "members of the platform's answers",
            members.COLUMNS,
            members.DEFAULT,
            _of_connector(members.response),
        ),
        Section(
            "calls",
            "what an app calls through an instance",
            hub_calls.CALL_COLUMNS,
            hub_calls.CALL_DEFAULT,
            _of_connector(hub_calls.calls),
        ),
        Section(
            "resources",
            "the resources of an instance, each with its calls",
            hub_calls.RESOURCE_COLUMNS,
            hub_calls.RESOURCE_DEFAULT,
            _of_connector(hub_calls.resources),
        ),
        Section(
            "fields",
            "known fields of the objects of resources",
            hub_calls.FIELD_COLUMNS,
            hub_calls.FIELD_DEFAULT,
            _of_connector(hub_calls.fields),
        ),
        Section(
            "errors",
            "statuses of failed calls",
            platform.ERROR_COLUMNS,
            tuple(column.id for column in platform.ERROR_COLUMNS),
            lambda subject, _: platform.errors(subject.platform, subject.phrases),
            needs_key=False,
        ),
        Section(
            "regions",
            "where the platform runs",
            platform.REGION_COLUMNS,
            platform.REGION_DEFAULT,
            lambda subject, _: platform.regions(subject.platform, subject.phrases),
            needs_key=False,
        ),
        Section(
            "catalogue",
            "all connectors",
            platform.CATALOGUE_COLUMNS,
            platform.CATALOGUE_DEFAULT,
            lambda subject, _: platform.catalogue(subject.connectors, subject.phrases),
            needs_key=False,
        ),
    )
}
