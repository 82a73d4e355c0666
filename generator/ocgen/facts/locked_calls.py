"""Hub calls in a lock: method, path, names and types, one entry a line; no text, and nothing that a secret may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast, get_args

from ocgen.facts.found_call import FoundCall
from ocgen.model import Answer, Body, FieldType, JsonValue, ResourceField

_STRING = {"type": "string"}
_BOOLEAN = {"type": "boolean"}
_NAMES = {"type": "array", "items": _STRING}
_FIELDS = {"type": "object", "additionalProperties": {"$ref": "#/$defs/field"}}
_FLAGS = ("required", "read_only", "secret")
_LISTS = ("query", "headers", "fields", "answer_fields")  # of a call
_NAMED = ("multipart", "where")

FIELD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type"],
    "properties": {
        "type": {"enum": get_args(FieldType)},
        **dict.fromkeys(_FLAGS, _BOOLEAN),
        "format": _STRING,
        "enum": _NAMES,
        "fields": _FIELDS,
        "items": {"$ref": "#/$defs/field"},
    },
}
CALL = {
    "type": "object",
    "additionalProperties": False,
    "required": ["method", "path"],
    "properties": {
        "method": _STRING,
        "path": _STRING,
        "hub": _STRING,
        "body": {"enum": get_args(Body)},
        "answer": {"enum": [*get_args(Answer), ""]},
        **dict.fromkeys(_LISTS, _FIELDS),
        **dict.fromkeys(_NAMED, _NAMES),
    },
}


def calls_json(calls: Iterable[FoundCall]) -> list[JsonValue]:
    """Return calls as a lock has them, in the order of their paths."""
    return [dict(_call(call)) for call in sorted(calls, key=lambda call: (call.hub, call.path, call.method))]


def calls_facts(entries: Iterable[JsonValue]) -> tuple[FoundCall, ...]:
    """Return the calls of a lock, whose form has been checked."""
    return tuple(_call_facts(cast("dict[str, Any]", entry)) for entry in entries)


def silent_calls(calls: Iterable[FoundCall]) -> tuple[FoundCall, ...]:
    """Return calls as they come out of a lock."""
    return calls_facts(calls_json(calls))


def _call(call: FoundCall) -> Iterator[tuple[str, JsonValue]]:
    yield from (("method", call.method), ("path", call.path))
    for name in ("hub", "body", "answer"):
        if said := getattr(call, name):
            yield name, said
    for name in _LISTS:
        if fields := getattr(call, name):
            yield name, _fields(fields)
    for name in _NAMED:
        if names := getattr(call, name):
            yield name, sorted(names)


def _fields(fields: Iterable[ResourceField]) -> dict[str, JsonValue]:
    return {field.name: dict(_field(field)) for field in sorted(fields, key=lambda field: field.name)}


def _field(field: ResourceField) -> Iterator[tuple[str, JsonValue]]:
    yield "type", field.type
    yield from ((name, True) for name in _FLAGS if getattr(field, name))
    if field.format:
        yield "format", field.format
    if field.enum and not field.secret:
        yield "enum", sorted(field.enum)
    if field.fields:
        yield "fields", _fields(field.fields)
    if field.items is not None:
        yield "items", dict(_field(field.items))


def _call_facts(entry: dict[str, Any]) -> FoundCall:
    told: dict[str, Any] = {name: entry[name] for name in ("method", "path", "hub", "body", "answer") if name in entry}
    told |= {name: _fields_facts(entry[name]) for name in _LISTS if name in entry}
    told |= {name: tuple(entry[name]) for name in _NAMED if name in entry}
    return FoundCall(**told)


def _fields_facts(entries: Mapping[str, dict[str, Any]]) -> tuple[ResourceField, ...]:
    return tuple(_field_facts(name, entry) for name, entry in entries.items())


def _field_facts(name: str, entry: dict[str, Any]) -> ResourceField:
    told: dict[str, Any] = {
        attribute: said for attribute, said in entry.items() if attribute not in ("fields", "items")
    }
    told["enum"] = tuple(entry.get("enum", ()))
    items = _field_facts("", entry["items"]) if "items" in entry else None
    return ResourceField(name, **told, fields=_fields_facts(entry.get("fields", {})), items=items)
