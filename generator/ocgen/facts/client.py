"""What the generated client offers for a connector: the names that programs write, and what they give and get."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocgen.model import Connector, Method, Parameter, ValueType
from ocgen.model.attributes import asked_parameters, attribute, given_fields, is_optional
from ocgen.model.classes import configuration_class, query_class
from ocgen.model.names import module_name


@dataclass(frozen=True, slots=True)
class ClientAttribute:
    """An attribute of a class, and the argument that gives it; ``value`` is its name on the wire.

    ``source`` is the configuration field that the value is taken from where the method has that, else it is asked for.
    """

    name: str
    value: str
    source: str
    type: ValueType
    secret: bool
    required: bool


@dataclass(frozen=True, slots=True)
class ClientClass:
    """A class; ``method`` is the way to sign in that it belongs to, ``role`` what it is in there."""

    name: str
    method: str
    role: str
    attributes: tuple[ClientAttribute, ...]


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """The connector's module of the generated client."""

    module: str
    classes: tuple[ClientClass, ...]


def client_facts(connector: Connector) -> ClientFacts:
    """Return what the generated client offers for a connector."""
    classes: list[ClientClass] = []
    platform = connector.platform
    for method in connector.methods:
        for form, role in ((method, "Configuration"), (method.own_tokens, "OwnTokensConfiguration")):
            if form:
                given = (*platform.everywhere, *given_fields(connector, form))
                classes.append(_class(configuration_class(connector, form), method, role, given))
        if asked := asked_parameters(method):
            asked = (*platform.everywhere_query, *asked)
            classes.append(_class(query_class(connector, method), method, "UrlQuery", asked))
    return ClientFacts(module_name(connector.generated_name), tuple(classes))


def _class(name: str, method: Method, role: str, values: Iterable[Parameter]) -> ClientClass:
    """Return a class with the attributes for ``values``; a later one of a name takes the place of an earlier one."""
    attributes = {value.name: _attribute(value) for value in values}
    return ClientClass(name, method.name, role, tuple(attributes.values()))


def _attribute(value: Parameter) -> ClientAttribute:
    return ClientAttribute(
        name=attribute(value),
        value=value.name,
        source=value.value_from.removeprefix("configuration:"),
        type=value.type,
        secret=value.secret,
        required=not is_optional(value),
    )
