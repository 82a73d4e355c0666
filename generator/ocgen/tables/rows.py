"""Rows of the tables of parameters and of members of bodies, free of any format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ocgen.model import Connector, Method, Parameter, Property
from ocgen.text.anchors import anchor

Section = Literal[
    "token", "query", "callback", "refusal", "data", "field", "own-tokens", "event", "everywhere", "everywhere-query"
]


@dataclass(frozen=True, slots=True)
class PageReference:
    """A parameter that the page describes elsewhere; ``anchor`` is empty when it does not."""

    kind: str  # configuration, callback or token
    name: str
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the field and the values that make it true."""

    field: PageReference
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageRow:
    """One parameter in one table."""

    anchor: str
    parameter: Parameter
    example: str = ""  # where one helps: not for what the examples of requests show already
    source: PageReference | None = None  # where a client takes the value from
    when: tuple[When, ...] = ()
    unless: tuple[PageReference, ...] = ()
    told: PageReference | None = None  # the row of another table of the page that tells all of it

    @property
    def term(self) -> str:
        """The provider's word for it, where that is another than the label."""
        p = self.parameter
        return p.term if p.term.lower() != p.label.lower() else ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member of a JSON body, by the names that lead to it; ``const`` is what a method sends for it, whatever else.

    ``required`` is whether it has to be there, which in a request can depend on the method.
    """

    anchor: str
    path: tuple[str, ...]
    property: Property
    required: bool
    const: str | None = None


def rows(method: Method, section: Section, parameters: Iterable[Parameter], form: str = "") -> tuple[PageRow, ...]:
    """Return the rows of a table of ``method``; their anchors name it, so that a second method never changes them.

    ``form`` tells the table from another one of the section, which can hold the same parameters.
    """
    within = (section, method.name, *filter(None, [form]))
    return tuple(_row(method, p, anchor(*within, p.name)) for p in parameters)


def shared_rows(connector: Connector, section: Section, parameters: Iterable[Parameter]) -> tuple[PageRow, ...]:
    """Return the rows of a table that stands on the page once, whatever the methods."""
    method = connector.methods[0]
    return tuple(_row(method, p, anchor(section, p.name)) for p in parameters)


def platform_rows(section: Section, parameters: Iterable[Parameter]) -> tuple[PageRow, ...]:
    """Return the rows of a table of what the platform takes whatever the connector."""
    return tuple(PageRow(anchor(section, p.name), p, _example(p)) for p in parameters)


def field_reference(method: Method, key: str) -> PageReference:
    """Return where the page describes the configuration field ``key`` of ``method``."""
    found = next((f for f in method.configuration if f.name == key), None)
    place = anchor("own-tokens" if method.of_own_tokens else "field", method.name, key) if found else ""
    return PageReference("configuration", key, found.label if found else "", place)


def _row(method: Method, parameter: Parameter, place: str) -> PageRow:
    return PageRow(
        anchor=place,
        parameter=parameter,
        example=_example(parameter),
        source=_source(method, parameter),
        when=tuple(When(field_reference(method, c.field), c.values) for c in parameter.required.when),
        unless=tuple(field_reference(method, name) for name in parameter.required.unless),
    )


def _example(parameter: Parameter) -> str:
    said = parameter.required.always or parameter.secret or parameter.enum or parameter.const is not None
    if said or parameter.deprecated or parameter.type == "boolean":
        return ""
    return parameter.example or ""


def _source(method: Method, parameter: Parameter) -> PageReference | None:
    kind, _, name = parameter.value_from.partition(":")
    if kind == "configuration":
        return field_reference(method, name)
    if kind == "callback":
        found = next((p for p in method.callback if p.name == name), None)
        place = anchor("callback", method.name, name) if found else ""
        return PageReference(kind, name, found.label if found else "", place)
    return PageReference(kind, name) if kind else None
