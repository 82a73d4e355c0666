"""What the generated client offers for a connector: the names that programs write, and what they give and get."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from ocgen.model import Connector, Parameter, Platform, ValueType
from ocgen.model.attributes import asked_parameters, attribute, given_fields, given_type, is_optional
from ocgen.model.classes import configuration_class, query_class
from ocgen.model.names import module_name


@dataclass(frozen=True, slots=True)
class ClientAttribute:
    """An attribute of a class, and the argument that gives it; ``value`` is its name on the wire.

    ``source`` is the configuration field that the value is taken from where the method has that, else it is asked for.
    ``common`` tells that the class has it from one that all connectors share.
    """

    name: str
    value: str
    source: str
    type: ValueType
    secret: bool
    required: bool
    common: bool = False


@dataclass(frozen=True, slots=True)
class ClientClass:
    """A class; ``method`` is the way to sign in that it belongs to, ``role`` what it is in there.

    One that all connectors share belongs to no method, and its role is the platform's list that its attributes are of.
    """

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
    common = common_classes(connector.platform)[0].attributes
    for method in connector.methods:
        for form, role in ((method, "Configuration"), (method.own_tokens, "OwnTokensConfiguration")):
            if form:
                own = map(_attribute, given_fields(connector, form))
                classes.append(_class(configuration_class(connector, form), method.name, role, (*common, *own)))
        if asked := asked_parameters(method):
            classes.append(_class(query_class(connector, method), method.name, "UrlQuery", map(_attribute, asked)))
    return ClientFacts(module_name(connector.generated_name), tuple(classes))


@lru_cache(maxsize=4)  # two sides, which many connectors share
def common_classes(platform: Platform) -> tuple[ClientClass, ClientClass]:
    """Return the classes that all connectors share: of configuration fields, and of an OAuth proxy."""
    fields, proxy = (
        [replace(_attribute(value), common=True, required=False) for value in values]
        for values in (platform.everywhere, platform.everywhere_query)
    )
    return _class("CommonConfiguration", "", "configuration", fields), _class(
        "OAuthProxy", "", "query_parameters", proxy
    )


def _class(name: str, method: str, role: str, attributes: Iterable[ClientAttribute]) -> ClientClass:
    """Return a class with its attributes; a later one of a value takes the place of an earlier one."""
    return ClientClass(name, method, role, tuple({each.value: each for each in attributes}.values()))


def _attribute(value: Parameter) -> ClientAttribute:
    return ClientAttribute(
        name=attribute(value),
        value=value.name,
        source=value.value_from.removeprefix("configuration:"),
        type=given_type(value),
        secret=value.secret,
        required=not is_optional(value),
    )
