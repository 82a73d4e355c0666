"""Rows of the tables of what an app calls through an instance: resources, their calls, the fields of their objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocgen.model import Connector, HubCall, Resource, ResourceField
from ocgen.text.anchors import anchor


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a resource's objects, by the names that lead to it.

    ``children`` are those of an object in it, or of each object of a list in it.
    """

    anchor: str
    resource: Resource
    path: tuple[str, ...]
    field: ResourceField
    children: tuple[FieldRow, ...] = ()

    def walk(self) -> Iterator[FieldRow]:
        """Yield this row and those within."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call of a resource. ``paths`` are below the base URL, ``query`` what not every list takes."""

    anchor: str
    names: tuple[str, ...]
    resource: Resource
    call: HubCall
    paths: tuple[str, ...]
    query: tuple[ResourceField, ...]


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource in a table, by the names that lead to it, with its calls and its fields."""

    anchor: str
    names: tuple[str, ...]
    resource: Resource
    calls: tuple[CallRow, ...]
    fields: tuple[FieldRow, ...]

    @property
    def all_fields(self) -> tuple[FieldRow, ...]:
        """The fields with those of objects in them, each after the one that has it."""
        return tuple(row for top in self.fields for row in top.walk())


def resource_rows(connector: Connector) -> tuple[ResourceRow, ...]:
    """Return the resources of a connector on which something can be called, those below others after them."""
    return tuple(_row(connector, names, found) for names, found in connector.every_resource() if found.calls)


def _row(connector: Connector, names: tuple[str, ...], resource: Resource) -> ResourceRow:
    place = _place(connector, resource)
    return ResourceRow(
        anchor("resource", *place),
        names,
        resource,
        tuple(_call(connector, names, resource, place, call) for call in resource.calls),
        tuple(_field(resource, place, (field.name,), field) for field in resource.fields),
    )


def _call(
    connector: Connector, names: tuple[str, ...], resource: Resource, place: tuple[str, ...], call: HubCall
) -> CallRow:
    api = connector.platform.hub_api
    base, common = api.base(resource.hub), {f.name for f in api.list_query}
    twin = (f"{base}{call.path_twin}?path=",) if call.path_twin else ()
    return CallRow(
        anchor("call", *place, call.name),
        (*names, call.name),
        resource,
        call,
        (*((base + call.path,) if call.path else ()), *twin),
        tuple(f for f in call.query if f.name not in common),
    )


def _field(resource: Resource, place: tuple[str, ...], path: tuple[str, ...], field: ResourceField) -> FieldRow:
    inner = field.fields or (field.items.fields if field.items else ())
    children = tuple(_field(resource, place, (*path, one.name), one) for one in inner)
    return FieldRow(anchor("resource-field", *place, *path), resource, path, field, children)


def _place(connector: Connector, resource: Resource) -> tuple[str, ...]:
    """Return what tells a resource from all others of its connector: the words of its path, and another hub."""
    other = () if resource.hub == connector.hub else (resource.hub,)
    words = (f"of-{word[1:-1]}" if word.startswith("{") else word for word in resource.path.strip("/").split("/"))
    return (*other, *words)
