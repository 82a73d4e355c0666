"""The instances of the fake platform, and their life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from .._platform import PAGING
from ..bodies import Body, merged
from ..validators._kinds import pointer_to
from .catalogue import Connector, refuse
from .exchanges import Answer, Refused
from .hub import Hub

__all__ = ["Instances", "Stored"]

_PAGE = "fake-page-from-"  # what the token of a page begins with


@dataclass(slots=True, repr=False)
class Stored:
    """One instance: what it was asked for with, and what the platform knows besides."""

    id: int
    connector: Connector
    request: dict[str, object]
    disabled: bool = False
    entries: dict[str, int] = field(default_factory=dict[str, int])  # configuration field -> the id of its entry
    hub: Hub = field(default_factory=Hub)

    def __repr__(self) -> str:
        return f"Stored({self.id}, {self.connector.key!r})"

    @property
    def token(self) -> str:
        """The token that hub calls are signed with."""
        return f"fake-instance-token-{self.id}"

    @property
    def configuration(self) -> dict[str, object]:
        """The configuration fields."""
        return cast("dict[str, object]", self.request.get("configuration", {}))

    @property
    def tags(self) -> list[str]:
        """The tags."""
        return cast("list[str]", self.request.get("tags", []))

    @property
    def name(self) -> str:
        """The name."""
        return str(self.request.get("name", ""))

    def shown(self) -> dict[str, object]:
        """Return the instance as the platform shows it."""
        return {
            "id": self.id,
            "name": self.name,
            "token": self.token,
            "element": {"key": self.connector.key, "name": self.connector.key, "active": True},
            "tags": list(self.tags),
            "valid": True,
            "disabled": self.disabled,
            "configuration": dict(self.configuration),
            "eventsEnabled": self.configuration.get("event.notification.enabled") == "true",
        }


class Instances:
    """All instances, by their ids."""

    def __init__(self) -> None:
        self._stored: dict[int, Stored] = {}
        self._made = 0
        self._entries = 0

    def linked(self, path: str) -> Answer | None:
        """Return the file that a link to one leads to; None for any other address."""
        return next((file for stored in self if (file := stored.hub.linked(path)) is not None), None)

    def __iter__(self) -> Iterator[Stored]:
        return iter(self._stored.values())

    def add(self, connector: Connector, request: Mapping[str, object]) -> Stored:
        """Keep a new instance, whatever was asked for it."""
        self._made += 1
        kept = {name: value for name, value in request.items() if name != "providerData"}
        made = self._stored[self._made] = Stored(self._made, connector, kept)
        made.hub.name = str(made.id)
        self._number(made)
        return made

    def get(self, number: str) -> Stored:
        """Return an instance; raises Refused when there is none."""
        found = self._stored.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
        if found is None:
            raise Refused(404, f"No element instance found with the id {number}")
        return found

    def by_token(self, token: str) -> Stored | None:
        """Return the instance of a token."""
        return next((stored for stored in self if stored.token == token), None)

    def delete(self, number: str) -> None:
        """Forget an instance; raises Refused when there is none."""
        del self._stored[self.get(number).id]

    def page(self, tags: Sequence[str], text: str, size: str | None, at: str | None) -> tuple[list[Stored], str]:
        """Return a page of those with all tags and the text in their names, and the token of the next page."""
        count = _number(size or str(PAGING.max_size), PAGING.size_parameter, PAGING.max_size)
        start = _number((at or "0").removeprefix(_PAGE), PAGING.request_parameter, None)
        found = [s for s in self if {*tags} <= {*s.tags} and text.casefold() in s.name.casefold()]
        if not found:
            raise Refused(404, "No element instances found")
        return found[start : start + count], f"{_PAGE}{start + count}" if start + count < len(found) else ""

    def change(self, stored: Stored, members: Mapping[str, object]) -> None:
        """Change what is given, and leave the rest; raises Refused when the connector does not take it."""
        whole = _merged(stored.request, members)
        given = set(_pointers(members))
        refuse(v for v in stored.connector.violations("instance_request", whole) if v.pointer in given)
        self._keep(stored, whole)

    def replace(self, stored: Stored, members: Mapping[str, object]) -> None:
        """Replace all but what came with the callback once; raises Refused when the connector does not take it."""
        sources = {value.name for method in stored.connector.methods for value in method.configuration if value.source}
        brought = {name: value for name, value in stored.configuration.items() if name in sources}
        whole = _merged({"configuration": brought} if brought else {}, members)
        new = "providerData" in members
        found = stored.connector.violations("instance_request", whole)
        refuse(v for v in found if new or not v.pointer.startswith("/providerData"))
        self._keep(stored, whole)

    def _keep(self, stored: Stored, request: Mapping[str, object]) -> None:
        stored.request = {name: value for name, value in request.items() if name != "providerData"}
        self._number(stored)

    def _number(self, stored: Stored) -> None:
        for name in stored.configuration:
            if name not in stored.entries:
                self._entries += 1
                stored.entries[name] = self._entries


def _merged(value: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    whole = merged(cast("Mapping[str, Body]", value), cast("Mapping[str, Body]", more))
    return cast("dict[str, object]", whole)


def _pointers(value: object, at: str = "") -> Iterator[str]:
    """Yield the JSON Pointer (RFC 6901) of each member, and of each member within."""
    if isinstance(value, Mapping):
        for name, member in cast("Mapping[str, object]", value).items():
            pointer = at + pointer_to(name)
            yield pointer
            yield from _pointers(member, pointer)


def _number(text: str, name: str, most: int | None) -> int:
    """Return a whole number of a query; raises Refused for anything else, or for one over the limit."""
    if text.isascii() and text.isdigit() and len(text) < 10 and (most is None or 1 <= int(text) <= most):
        return int(text)
    raise Refused(400, f"{name} is not a whole number{f' from 1 to {most}' if most else ''}")
