"""The sections on what an app calls through an instance: its calls, its resources and the fields of their objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from ocgen.model import Basis, Connector
from ocgen.tables.columns import cell_maker
from ocgen.tables.hub_rows import CallRow, FieldRow, ResourceRow, resource_rows
from ocgen.tables.rich import EMPTY, Cell, Code, Strong, Text, cell, codes, joined, prose, text
from ocgen.tables.table import Column, Record
from ocgen.tables.values import accepted, sent, yes_no
from ocgen.text.phrases import N_, Phrases

CALL_COLUMNS = (
    Column("call", N_("Call")),
    Column("request", N_("Request")),
    Column("resource", N_("Resource")),
    Column("description", N_("Description")),
    Column("query", N_("Query parameters")),
    Column("where", N_("Filter by")),
    Column("answer", N_("Response")),
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
RESOURCE_DEFAULT = ("resource", "description", "calls", "fields", "where")
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
_SOURCES: Mapping[Basis, str] = {
    "recorded": N_("The calls were seen to work when they were recorded. There may be more."),
    "swagger": N_("The calls are those of the platform's own Swagger document."),
    "export": N_("The calls are those of an export of the connector."),
    "documented": N_("The calls are those of documentation, and were not tried."),
}
_ANSWERS = {
    "item": N_("one item"),
    "list": N_("a list"),
    "file": N_("a file"),
    "link": N_("links"),
    "none": N_("nothing"),
}


HubRow: TypeAlias = "ResourceRow | CallRow | FieldRow"


def hub_cell(row: HubRow, column: str, phrases: Phrases) -> Cell:
    """Return one cell of a resource, a call or a field, by the id of its column; raises ValueError for another id."""
    if isinstance(row, ResourceRow):
        return cell_maker(_RESOURCE_CELLS, column)(row, phrases)
    if isinstance(row, CallRow):
        return cell_maker(_CALL_CELLS, column)(row, phrases)
    return cell_maker(_FIELD_CELLS, column)(row, phrases)


def calls(connector: Connector, phrases: Phrases, _: Sequence[str]) -> tuple[Record, ...]:
    """Return the calls of a connector's resources; a call's group is its method. Both paths are told of a call."""
    return tuple(
        Record(
            anchor=row.anchor,
            cells={column: make(row, phrases) for column, make in _CALL_CELLS.items()},
            group=row.call.method,
        )
        for resource in resource_rows(connector)
        for row in resource.calls
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
        _field_record(row, ".".join(resource.names), phrases)
        for resource in resource_rows(connector)
        for row in resource.fields
    )


def _field_record(row: FieldRow, group: str, phrases: Phrases) -> Record:
    return Record(
        anchor=row.anchor,
        cells={column: make(row, phrases) for column, make in _FIELD_CELLS.items()},
        required=row.field.required,
        secret=row.field.secret,
        group=group,
        children=tuple(_field_record(child, group, phrases) for child in row.children),
    )


def _type(row: FieldRow, phrases: Phrases) -> Cell:
    field = row.field
    inner = field.items.type if field.items else ""
    said = Code(f"{field.type} of {inner}" if inner else field.type)
    form = Text(f", {field.format}" if field.format else "")
    mark = (Text(", "), Strong(phrases.gettext("secret"))) if field.secret else ()
    return cell(said, form, *mark)


def _meaning(row: FieldRow, phrases: Phrases) -> Cell:
    """Return what a field is, and which values it takes."""
    field = row.field
    said = prose(field.description) if field.description else EMPTY
    values = (sent(value, phrases) for value in field.enum)
    return (*said, accepted(values, phrases)) if field.enum else said


def _description(row: CallRow, phrases: Phrases) -> Cell:
    said = _SAYS.get(row.call.name)
    return prose(row.call.description) if row.call.description or not said else text(phrases.gettext(said))


def _query(row: CallRow) -> Cell:
    """Return the cell of what a call takes in its query, but for what every list takes; required ones stand out."""
    return cell(*joined(((Code(f.name), *((Text("*"),) if f.required else ())) for f in row.query), ", "))


def _filters(calls: Iterable[CallRow]) -> Cell:
    return cell(*codes(tuple(dict.fromkeys(name for row in calls for name in row.call.where))))


_RESOURCE_CELLS: Mapping[str, Callable[[ResourceRow, Phrases], Cell]] = {
    "resource": lambda row, _: cell(Code(row.resource.path)),
    "calls": lambda row, _: cell(*codes(tuple(call.name for call in row.resource.calls))),
    "fields": lambda row, _: cell(*codes(tuple(f.name for f in row.resource.fields))),
    "where": lambda row, _: _filters(row.calls),
    "basis": lambda row, phrases: text(phrases.gettext(_BASES[row.resource.basis])),
    "description": lambda row, _: prose(row.resource.description) if row.resource.description else EMPTY,
    "source": lambda row, phrases: text(phrases.gettext(_SOURCES[row.resource.basis])),
}
_CALL_CELLS: Mapping[str, Callable[[CallRow, Phrases], Cell]] = {
    "call": lambda row, _: cell(Code(".".join(row.names))),
    "name": lambda row, _: cell(Code(row.call.name)),
    "request": lambda row, _: tuple((Code(f"{row.call.method} {path}"),) for path in row.paths),
    "resource": lambda row, _: cell(Code(row.resource.path)),
    "description": _description,
    "own-description": lambda row, _: prose(row.call.description) if row.call.description else EMPTY,
    "query": lambda row, _: _query(row),
    "where": lambda row, _: cell(*codes(row.call.where)),
    "answer": lambda row, phrases: text(phrases.gettext(_ANSWERS[row.call.answer])),
}
_FIELD_CELLS: Mapping[str, Callable[[FieldRow, Phrases], Cell]] = {
    "resource": lambda row, _: cell(Code(row.resource.path)),
    "field": lambda row, _: cell(Code(".".join(row.path))),
    "type": _type,
    "required": lambda row, phrases: yes_no(row.field.required, phrases),
    "read-only": lambda row, phrases: yes_no(row.field.read_only, phrases),
    "description": _meaning,
}
