"""What the classes of generated code are called that belong to a way to sign in."""

from __future__ import annotations

from ocgen.model import Connector, Method
from ocgen.model.names import class_name, class_prefix


def method_prefix(connector: Connector, method: Method) -> str:
    """Return what the names of the method's classes begin with: its alias, or else its name.

    It is empty for the first method without an alias. So a connector's only way to sign in has the plain names, and
    they stay when others are added after it.
    """
    plain = next((m.name for m in connector.methods if not m.alias), "")
    return "" if method.name == plain else class_prefix(method.alias or method.name)


def configuration_class(connector: Connector, method: Method) -> str:
    """Return the name of the class of the method's configurations."""
    return f"{method_prefix(connector, method)}{'OwnTokens' if method.of_own_tokens else ''}Configuration"


def query_class(connector: Connector, method: Method) -> str:
    """Return the name of the class of what the method's OAuth URL call takes besides."""
    return f"{method_prefix(connector, method)}UrlQuery"


def instance_class(connector: Connector) -> str:
    """Return the name of the class of calls through an instance of a connector."""
    return class_name(connector.generated_name)
