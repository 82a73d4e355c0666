"""The sections on what an app calls through an instance: its calls, its resources and the fields of their objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocgen.model import Basis, Connector, HubCall, Resource, ResourceField
from ocgen.tables.columns import cell_maker
from ocgen.tables.rich import EMPTY, Cell, Code, Text, cell, codes, joined, prose, text
from ocgen.tables.table import Column, Record
from ocgen.tables.values import yes_no
from ocgen.text.anchors import anchor
from ocgen.text.phrases import N_, Phrases

CALL_COLUMNS = (
    Column("call", N_("Call")),
    Column("request", N_("Request")),
    Column("resource", N_("Resource")),
    Column("description", N_("Description")),
    Column("query", N_("Query parameters")),
    Column("where", N_("Filter by")),
    Column("answer", N_("Answer")),
)
CALL_DEFAULT = ("call", "request", "description", "query")
RESOURCE_COLUMNS = (
    Column("resource", N_("Resource")),
    Column("calls", N_("Calls")),
    Column("fields", N_("Known fields")),
    Column("where", N_("Filter by")),
    Column("basis", N_("Known from")),
    Column("description", N_("Description")),
)
RESOURCE_DEFAULT = ("resource", "calls", "fields", "where")
FIELD_COLUMNS = (
    Column("resource", N_("Resource")),
    Column("field", N_("Field")),
    Column("type", N_("Type")),
    Column("required", N_("Required for a new item")),
    Column("read-only", N_("Read only")),
    Column("description", N_("Description")),
)
FIELD_DEFAULT = ("resource", "field", "type", "required", "description")

_SAYS: Mapping[str, str] = {
    "list": N_("Lists the items, a page at a time."),
    "create": N_("Creates an item."),
    "upload": N_("Sends a file."),
    "get": N_("Returns one item."),
    "download": N_("Returns the bytes of a file."),
    "update": N_("Changes the given members of an item."),
    "replace": N_("Replaces an item as a whole."),
    "delete": N_("Deletes an item."),
}
_BASES: Mapping[Basis, str] = {
    "recorded": N_("recorded calls"),
    "swagger": N_("a Swagger document of the platform"),
    "export": N_("an export of the connector"),
    "documented": N_("documentation"),
}
_ANSWERS = {
    "item": N_("one item"),
    "list": N_("a list"),
    "file": N_("a file"),
    "link": N_("links"),
    "none": N_("nothing"),
}


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource in a table, by the names that lead to it."""

    anchor: str
    names: tuple[str, ...]
    resource: Resource


def resource_rows(connector: Connector) -> tuple[ResourceRow, ...]:
    """Return the resources of a connector on which something can be called, those below others after them."""
    return tuple(
        ResourceRow(anchor("resource", *_place(connector, found)), names, found)
        for names, found in connector.every_resource()
        if found.calls
    )


def _place(connector: Connector, resource: Resource) -> tuple[str, ...]:
    """Return what tells a resource from all others of its connector: the words of its path, and another hub."""
    other = () if resource.hub == connector.hub else (resource.hub,)
    words = (f"of-{word[1:-1]}" if word.startswith("{") else word for word in resource.path.strip("/").split("/"))
    return (*other, *words)


def resource_cell(row: ResourceRow, column: str, phrases: Phrases) -> Cell:
    """Return one cell of a resource, by the id of its column; raises ValueError for another id."""
    return cell_maker(_RESOURCE_CELLS, column)(row, phrases)


def calls(connector: Connector, phrases: Phrases, _: Sequence[str]) -> tuple[Record, ...]:
    """Return the calls of a connector's resources; a call's group is its method. Both paths are told of a call."""
    common = frozenset(f.name for f in connector.platform.hub_api.list_query)
    return tuple(
        Record(
            anchor=anchor("call", *_place(connector, row.resource), call.name),
            cells={
                "call": cell(Code(".".join((*row.names, call.name)))),
                "request": tuple((Code(f"{call.method} {path}"),) for path in _paths(connector, row.resource, call)),
                "resource": cell(Code(row.resource.path)),
                "description": _description(call, phrases),
                "query": _query(call, common),
                "where": cell(*codes(call.where)),
                "answer": text(phrases.gettext(_ANSWERS[call.answer])),
            },
            group=call.method,
        )
        for row in resource_rows(connector)
        for call in row.resource.calls
    )


def resources(connector: Connector, phrases: Phrases, _: Sequence[str]) -> tuple[Record, ...]:
    """Return the resources of a connector; a resource's group is its hub."""
    return tuple(
        Record(
            anchor=row.anchor,
            cells={column: make(row, phrases) for column, make in _RESOURCE_CELLS.items()},
            group=row.resource.hub,
        )
        for row in resource_rows(connector)
    )


def fields(connector: Connector, phrases: Phrases, _: Sequence[str]) -> tuple[Record, ...]:
    """Return the known fields of the objects of a connector's resources; a field's group is its resource."""
    return tuple(
        record
        for row in resource_rows(connector)
        for field in row.resource.fields
        for record in _field_records(row, _place(connector, row.resource), field, (field.name,), phrases)
    )


def _field_records(
    row: ResourceRow, place: tuple[str, ...], field: ResourceField, path: tuple[str, ...], phrases: Phrases
) -> Iterator[Record]:
    yield Record(
        anchor=anchor("resource-field", *place, *path),
        cells={
            "resource": cell(Code(row.resource.path)),
            "field": cell(Code(".".join(path))),
            "type": _type(field),
            "required": yes_no(field.required, phrases),
            "read-only": yes_no(field.read_only, phrases),
            "description": prose(field.description),
        },
        required=field.required,
        secret=field.secret,
        group=".".join(row.names),
        children=tuple(
            record
            for inner in field.fields
            for record in _field_records(row, place, inner, (*path, inner.name), phrases)
        ),
    )


def _type(field: ResourceField) -> Cell:
    inner = field.items.type if field.items else ""
    return cell(Code(f"{field.type} of {inner}" if inner else field.type))


def _paths(connector: Connector, resource: Resource, call: HubCall) -> Iterator[str]:
    """Yield the paths of a call, below the base URL."""
    base = connector.platform.hub_api.base(resource.hub)
    if call.path:
        yield base + call.path
    if call.path_twin:
        yield f"{base}{call.path_twin}?path="


def _description(call: HubCall, phrases: Phrases) -> Cell:
    said = _SAYS.get(call.name)
    return prose(call.description) if call.description or not said else text(phrases.gettext(said))


def _query(call: HubCall, common: frozenset[str]) -> Cell:
    """Return the cell of what a call takes in its query, but for what every list takes; required ones stand out."""
    own = tuple(f for f in call.query if f.name not in common)
    return cell(*joined(((Code(f.name), *((Text("*"),) if f.required else ())) for f in own), ", "))


_RESOURCE_CELLS: Mapping[str, Callable[[ResourceRow, Phrases], Cell]] = {
    "resource": lambda row, _: cell(Code(row.resource.path)),
    "calls": lambda row, _: cell(*codes(tuple(call.name for call in row.resource.calls))),
    "fields": lambda row, _: cell(*codes(tuple(f.name for f in row.resource.fields))),
    "where": lambda row, _: cell(*codes(tuple(dict.fromkeys(n for c in row.resource.calls for n in c.where)))),
    "basis": lambda row, phrases: text(phrases.gettext(_BASES[row.resource.basis])),
    "description": lambda row, _: prose(row.resource.description) if row.resource.description else EMPTY,
}
