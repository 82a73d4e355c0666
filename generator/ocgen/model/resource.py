"""What an app can call once a connector instance exists: resources, their calls and the fields of their objects.

A resource is an address below the connector's hub, such as ``/contacts``. Its calls are words that stand for a method
and a place (`WORDS`), or actions that say both themselves. Resources nest below their parent's address, or below one
item of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from ocgen.findings.location import NOWHERE, Location
from ocgen.model.names import identifier

HttpMethod = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
FieldType = Literal["string", "boolean", "integer", "number", "object", "array", "any"]
Answer = Literal["item", "list", "file", "link", "none"]
Body = Literal["object", "list", "form", "none"]
Basis = Literal["recorded", "swagger", "export", "documented"]
Address = Literal["id", "path"]

HTTP_METHODS: tuple[str, ...] = get_args(HttpMethod)
_VARIABLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ResourceField:
    """One named value of a hub call: a member of a body or an answer, a query parameter or a header.

    An object may hold ``fields``, a list the ``items`` that it consists of (None: anything).
    """

    name: str
    type: FieldType = "any"
    required: bool = False  # of a member: in the body of `create`
    read_only: bool = False  # in answers alone
    secret: bool = False
    description: str = ""
    format: str = ""  # as JSON Schema or the platform names it: date-time, email ...
    enum: tuple[str, ...] = ()
    fields: tuple[ResourceField, ...] = ()
    items: ResourceField | None = None
    deprecated: str = ""
    alias: str = ""  # of a query parameter: its name in generated code, in place of one made of `name`
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def argument(self) -> str:
        """The name of the argument that gives it, in generated code."""
        return self.alias or identifier(self.name)


WITH_MEMBERS: frozenset[Body] = frozenset({"object", "form"})  # the bodies that fields are members of


@dataclass(frozen=True, slots=True)
class CallWord:
    """What a word of a resource's ``calls`` stands for; ``on_item`` means below ``/{id}``, if the resource has one."""

    method: HttpMethod
    on_item: bool
    answer: Answer
    body: Body = "none"
    multipart: tuple[str, ...] = ()


WORDS: Mapping[str, CallWord] = {
    "list": CallWord("GET", False, "list"),
    "create": CallWord("POST", False, "item", "object"),
    "upload": CallWord("POST", False, "item", "object", ("file",)),
    "get": CallWord("GET", True, "item"),
    "download": CallWord("GET", True, "file"),
    "update": CallWord("PATCH", True, "item", "object"),
    "replace": CallWord("PUT", True, "item", "object"),
    "delete": CallWord("DELETE", True, "none"),
}


@dataclass(frozen=True, slots=True)
class HubCall:
    """One call of a resource, complete. ``path`` is below the hub and holds its variables: ``/files/{id}/comments``.

    ``path_twin`` is the same call with the item named by its path in the query in place of an id: ``/files/comments``.
    Where it alone exists, ``path`` is empty.
    """

    name: str  # the word, or the action's name
    method: HttpMethod
    path: str
    path_twin: str = ""
    query: tuple[ResourceField, ...] = ()
    headers: tuple[ResourceField, ...] = ()
    body: Body = "none"
    fields: tuple[ResourceField, ...] = ()  # known members of the body
    multipart: tuple[str, ...] = ()  # parts that are files
    answer: Answer = "item"
    answer_fields: tuple[ResourceField, ...] = ()
    where: tuple[str, ...] = ()  # fields that a filter was seen to take
    description: str = ""
    deprecated: str = ""
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def member(self) -> str:
        """The name of its method in generated code."""
        return identifier(self.name)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables in the path, in order."""
        return variables_of(self.path or self.path_twin)

    @property
    def addresses(self) -> tuple[tuple[str, tuple[ResourceField, ...]], ...]:
        """Each path that the call can be made at, with its query: at ``path_twin`` the item's path is a part of it."""
        by_path = ResourceField("path", "string", required=True, location=self.location)
        own = tuple(f for f in self.query if f.name != by_path.name)
        ways = ((self.path, self.query), (self.path_twin, (by_path, *own)))
        return tuple((path, query) for path, query in ways if path)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the call can be made at."""
        return tuple(path for path in (self.path, self.path_twin) if path)


@dataclass(frozen=True, slots=True)
class Resource:
    """An address of a connector's hub, its calls and what lies below it.

    ``path`` is below the hub: ``/files/{id}/comments``. ``variable`` names one item; empty where the resource is a
    single object (or only groups others).
    """

    name: str  # as the spec has it, the segment of the path unless `alias` says otherwise
    path: str
    hub: str
    variable: str = "id"
    alias: str = ""  # the name in generated code, in place of one made of `name`
    basis: Basis = "documented"
    verified: str = ""  # the day when it was last seen to work, ISO 8601
    description: str = ""
    deprecated: str = ""
    addresses: tuple[Address, ...] = ("id",)  # how one item can be named
    fields: tuple[ResourceField, ...] = ()
    calls: tuple[HubCall, ...] = ()
    resources: tuple[Resource, ...] = ()  # below its path
    children: tuple[Resource, ...] = ()  # below one item of it
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def member(self) -> str:
        """The name of its attribute in generated code."""
        return self.alias or identifier(self.name)

    @property
    def below(self) -> tuple[Resource, ...]:
        """The resources below this one, whether below its path or one of its items."""
        return self.resources + self.children

    def walk(self, above: tuple[str, ...] = (), *, members: bool = False) -> Iterator[tuple[tuple[str, ...], Resource]]:
        """Yield this resource and all below it, each with the names that lead to it, or those in generated code."""
        names = (*above, self.member if members else self.name)
        yield names, self
        for resource in self.below:
            yield from resource.walk(names, members=members)


@dataclass(frozen=True, slots=True)
class PlatformCall:
    """A call below the hub that every connector has, such as ``GET /objects``."""

    id: str
    method: HttpMethod
    path: str
    description: str
    query: tuple[ResourceField, ...] = ()
    body: Body = "none"
    fields: tuple[ResourceField, ...] = ()
    multipart: tuple[str, ...] = ()
    answer: Answer = "item"


@dataclass(frozen=True, slots=True)
class HubApi:
    """What the calls of all hubs share."""

    path: str = "/hubs/{hub}"  # what each call's own path is appended to
    list_query: tuple[ResourceField, ...] = ()  # what every call that lists takes
    calls: tuple[PlatformCall, ...] = ()
    resources: tuple[tuple[str, str], ...] = ()  # names of resources, and what one of the name usually is

    def base(self, hub: str) -> str:
        """Return what the paths of calls in a hub are appended to: ``/hubs/crm``."""
        return self.path.replace("{hub}", hub)


def usual_body(method: str) -> Body:
    """Return what an action sends unless its spec says otherwise."""
    return "object" if method in ("POST", "PUT", "PATCH") else "none"


def usual_answer(method: str) -> Answer:
    """Return what an action answers with unless its spec says otherwise."""
    return "none" if method == "DELETE" else "item"


def variables_of(path: str) -> tuple[str, ...]:
    """Return the names of the variables in a path, in order."""
    return tuple(_VARIABLE.findall(path))


def path_shape(path: str) -> str:
    """Return a path without the names of its variables, by which calls are compared: ``/contacts/{}``."""
    return _VARIABLE.sub("{}", path)
