"""JSON bodies, and the values of a query, some of which are secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from .secret import Secret

__all__ = ["AnyBody", "AnyObject", "Body", "Unsendable", "hidden", "merged", "revealed", "secrets_in", "unsendable"]

Body: TypeAlias = "Mapping[str, Body] | Sequence[Body] | bool | int | float | str | Secret | None"

AnyBody: TypeAlias = Mapping[str, Any]
"""A JSON object to be sent whose members nobody knows."""

AnyObject: TypeAlias = dict[str, Any]
"""A JSON object in an answer whose members nobody knows."""


class Unsendable(str):
    """What stands in `hidden` values for something that no JSON can hold: the name of its type."""

    __slots__ = ()


def revealed(value: Body) -> object:
    """Return ``value`` with its secrets in plain text. Call it only inside of `guarded`."""
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, Mapping):
        return {name: revealed(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [revealed(item) for item in value]
    return value


def secrets_in(value: Body) -> list[Secret]:
    """Return all secrets within ``value``."""
    if isinstance(value, Secret):
        return [value]
    members = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return [secret for member in members for secret in secrets_in(member)]


def hidden(value: Body) -> Body:
    """Return ``value`` with every text in it as a secret, for where nothing tells which are."""
    if isinstance(value, str):
        return Secret(value)
    if isinstance(value, Mapping):
        return {name: hidden(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [hidden(item) for item in value]
    if value is None or isinstance(value, bool | int | float | Secret):
        return value
    return Unsendable(type(value).__name__)


def unsendable(value: Body) -> Unsendable | None:
    """Return what within a `hidden` value no JSON can hold, if there is any."""
    if isinstance(value, Unsendable):
        return value
    members = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return next((found for member in members if (found := unsendable(member)) is not None), None)


def merged(value: Mapping[str, Body], more: Mapping[str, Body]) -> dict[str, Body]:
    """Return ``value`` with the members of ``more``, which win; two objects of one name are merged in the same way."""
    found = dict(value)
    for name, member in more.items():
        own = found.get(name)
        if isinstance(own, Mapping) and isinstance(member, Mapping):
            member = merged(own, member)
        found[name] = member
    return found
