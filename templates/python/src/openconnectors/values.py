"""Puts together what a request sends: values of the configuration, the callback and the token, and constants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import Body
from .callback import Callback
from .configuration import BaseConfiguration
from .results import OAuthToken
from .secret import Secret
from .shapes import Value
from .wire import Wire, render

__all__ = [
    "Sources",
    "configuration_values",
    "instance_body",
    "oauth_url_values",
    "provider_data",
    "query_values",
    "tag_list",
]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where values come from."""

    configuration: BaseConfiguration
    callback: Callback | None = None
    token: OAuthToken | None = None
    state: Secret | None = None

    def find(self, source: str) -> Wire | None:
        """Return the value at ``source``, None when there is none (yet)."""
        kind, _, name = source.partition(":")
        if kind == "configuration":
            return self.configuration.wire().get(name)
        if kind == "callback":
            return self.callback.get(name) if self.callback else None
        if kind == "token" and self.token:
            return self.token.token if name == "token" else self.token.secret
        return None


def query_values(values: Sequence[Value], sources: Sources) -> dict[str, Wire]:
    """Return the query of an OAuth call."""
    given: object = getattr(sources.configuration, "oauth_url_query", None)
    query: dict[str, Wire] = {}
    for value in values:
        found: Wire | None = value.const
        if found is None and value.attribute:
            found = render(getattr(given, value.attribute))
        if found is None:
            found = sources.find(value.source) or value.default
        if found is None and value.name == "state":
            found = sources.state
        if found is not None:
            query[value.name] = Secret.of(found) if value.secret else found
    return query


def oauth_url_values(sources: Sources) -> dict[str, Wire]:
    """Return the query of the OAuth URL call, with an OAuth proxy where the configuration names one."""
    proxy = sources.configuration.proxy
    query = query_values(sources.configuration.METHOD.oauth_url_query, sources)
    return {**query, **proxy.query()} if proxy else query


def provider_data(sources: Sources) -> dict[str, Wire]:
    """Return what the instance request says of the callback. A value without a source is sought there by its name."""
    data: dict[str, Wire] = {}
    for value in sources.configuration.METHOD.provider_data:
        found: Wire | None = value.const
        if found is None:
            found = sources.find(value.source or f"callback:{value.name}")
        if found is None:
            found = value.default
        if found is not None:
            data[value.name] = Secret.of(found) if value.secret else found
    return data


def configuration_values(sources: Sources) -> dict[str, Wire]:
    """Return the configuration fields, those from the callback and the token included."""
    wire = sources.configuration.wire()
    for value in sources.configuration.METHOD.configuration:
        if value.source and value.name not in wire:
            found = sources.find(value.source)
            found = value.default if found is None else found
            if found is not None:
                wire[value.name] = Secret.of(found) if value.secret else found
    return wire


def instance_body(sources: Sources, *, name: str | None, tags: Sequence[str] | None) -> dict[str, Body]:
    """Return the body of an instance request."""
    method = sources.configuration.METHOD
    body: dict[str, Body] = {"element": {"key": method.connector}}
    data = provider_data(sources)
    if data:
        body["providerData"] = data
    body["configuration"] = configuration_values(sources)
    if tags is not None:
        body["tags"] = tag_list(tags)
    if name is not None:
        body["name"] = name
    if sources.configuration.proxy:
        body |= sources.configuration.proxy.members()
    for member, constant in method.request:
        body[member] = constant
    return body


def tag_list(tags: Sequence[str]) -> list[str]:
    """Return the tags as a list; raises TypeError for a single str, whose letters nobody means, and for other items."""
    if isinstance(tags, str):
        raise TypeError("tags is a sequence of str, not one str")
    found = list(tags)
    for tag in found:
        if not isinstance(tag, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"tags is a sequence of str, and one of these is a {type(tag).__name__}")
    return found
