"""The values that a user of the client gives: attributes of its classes."""

from __future__ import annotations

from ocgen.model import Connector, Method, Parameter, ValueType
from ocgen.model.names import attribute_name


def attribute(parameter: Parameter) -> str:
    """Return the Python name of a value that the user gives."""
    return attribute_name(parameter.name, parameter.alias)


def own_fields(connector: Connector, method: Method) -> tuple[Parameter, ...]:
    """Return the fields that a request by the method takes, but those that all connectors have in the same form."""
    standard = {f.name: f for f in connector.platform.everywhere}
    return tuple(f for f in connector.accepted(method) if standard.get(f.name) != f)


def given_fields(connector: Connector, method: Method) -> tuple[Parameter, ...]:
    """Return the configuration fields that are attributes of the method's own class."""
    return tuple(f for f in own_fields(connector, method) if f.const is None and not from_elsewhere(f))


def asked_parameters(method: Method) -> tuple[Parameter, ...]:
    """Return the query parameters whose values the user gives besides the configuration, each once."""
    queries = (*method.oauth_token_query, *method.oauth_url_query)
    return tuple({p.name: p for p in queries if _is_asked(p, method)}.values())


def given_type(parameter: Parameter) -> ValueType:
    """Return the type that a user gives a value in: one of several listed values is given as it travels, a text."""
    return "string" if parameter.enum and parameter.type != "boolean" else parameter.type


def is_optional(parameter: Parameter) -> bool:
    """Return whether a program need not give a value: it is not always needed, or has a default."""
    return not parameter.required.always or parameter.default is not None


def source(parameter: Parameter, method: Method) -> str:
    """Return where the value of a query parameter is from, if the method has that; else an empty text."""
    kind, _, name = parameter.value_from.partition(":")
    known = kind != "configuration" or any(f.name == name for f in method.configuration)
    return parameter.value_from if known else ""


def from_elsewhere(field: Parameter) -> bool:
    """Whether the value of a configuration field comes with the callback or the request token."""
    return field.value_from.startswith(("callback:", "token:"))


def _is_asked(parameter: Parameter, method: Method) -> bool:
    """Whether the user gives the value of a query parameter; a state is made for each sign-in."""
    return parameter.const is None and not source(parameter, method) and parameter.name != "state"
