"""Schemas of bodies and answers -> fields of hub calls.

Three styles of references occur: ``"$ref": "#/definitions/X"``, ``"$ref": "X"`` and, from Swagger 1.2, ``"type": "X"``.
Of a schema count names, types, formats, enumerated values and what is required. Samples, default values and
descriptions stay behind: they may hold what belongs to somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from ocgen.errors import OcgenError
from ocgen.model import FieldType, JsonValue, ResourceField
from ocgen.text.confusables import hidden
from ocgen.text.credentials import is_credential
from ocgen.upstream.hub_calls.doubts import DANGLING, LARGE, NAMES, Doubts

MAX_DEPTH = 3  # levels of members; an object below them is told as an object alone
MAX_FIELDS = 1000  # of one body or answer
MAX_ALL_FIELDS = 100_000  # that are looked at in a model: a spec holds less
MAX_ENUM = 100
_MAX_NAME = 200
_MAX_VALUE = 100

JsonObject = Mapping[str, JsonValue]

_NAME = re.compile(r"[^\s\x00-\x1f]([^\x00-\x1f]*[^\s\x00-\x1f])?\Z")
_TYPES: Mapping[str, FieldType] = {
    **dict.fromkeys(("string", "text", "char", "date", "datetime", "date-time", "time", "uuid", "uri"), "string"),
    **dict.fromkeys(("integer", "int", "int32", "int64", "long", "short"), "integer"),
    **dict.fromkeys(("number", "float", "double", "decimal", "bigdecimal"), "number"),
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(("object", "map"), "object"),
    **dict.fromkeys(("array", "list", "set"), "array"),
}
_JSON_TYPES = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})
_TYPED_FORMATS: Mapping[str, str] = {"date": "date", "datetime": "date-time", "date-time": "date-time"}
# Of other texts that stand as a format nobody knows what they are.
_FORMATS: Mapping[str, frozenset[str]] = {
    "string": frozenset(
        {"date", "date-time", "time", "email", "uri", "url", "uuid", "byte", "binary", "password", "hostname"}
        | {"ipv4", "ipv6"}
    ),
    "integer": frozenset({"int32", "int64"}),
    "number": frozenset({"float", "double", "int32", "int64"}),
}


class _TooManyError(OcgenError):
    """More fields than a spec should have of one body."""


class FieldBudget:
    """How many fields of a model may still be looked at, whatever refers to what."""

    def __init__(self) -> None:
        self.left = MAX_ALL_FIELDS


class Schemas:
    """The definitions that the schemas of one call, or of a document, can name."""

    def __init__(self, definitions: JsonObject, doubts: Doubts, budget: FieldBudget) -> None:
        self.definitions = definitions
        self.doubts = doubts
        self.budget = budget
        self._left = MAX_FIELDS
        self._call = ""

    def resolved(self, schema: JsonValue) -> JsonObject:
        """Return a schema with what it refers to in its place; an empty one where that is not there."""
        return self._resolved(schema, set())

    def kind(self, schema: JsonValue) -> FieldType:
        """Return the type of a schema; ``any`` where it does not tell."""
        return type_of(self.resolved(schema))

    def members(self, schema: JsonValue, call: str) -> tuple[ResourceField, ...]:
        """Return the members of an object, or of the items of an array. ``call`` is how doubts name the call."""
        found = self.resolved(schema)
        if type_of(found) == "array":
            found = self.resolved(found.get("items"))
        self._call = call
        for depth in range(MAX_DEPTH, 0, -1):
            self._left = MAX_FIELDS
            try:
                return self._members(found, depth)
            except _TooManyError:
                self.doubts.add(LARGE, call)
        return ()

    def searchable(self, schema: JsonValue) -> tuple[str, ...]:
        """Return the members of the items of an array that a filter takes."""
        items = self.resolved(self.resolved(schema).get("items"))
        found = _objects(items.get("properties"))
        return tuple(name for name, inner in found if inner.get("x-searchable") is True and is_usable(name))

    def field(self, name: str, schema: JsonValue, required: bool, depth: int = 1) -> ResourceField:
        """Return one field; ``depth`` is how many levels of members count, its own included."""
        self._left -= 1
        self.budget.left -= 1
        if self._left < 0 or self.budget.left < 0:
            raise _TooManyError("more fields than a spec should have")
        found = self.resolved(schema)
        own = schema if isinstance(schema, Mapping) else {}
        kind, form = type_of(found), _format(found)
        one = ResourceField(
            name,
            kind,
            required,
            read_only=own.get("readOnly") is True or own.get("x-readOnly") is True,
            secret=form == "password",
            format=form,
            enum=_enum(found.get("enum")),
        )
        if kind == "object" and depth > 1:
            return replace(one, fields=self._members(found, depth - 1))
        if kind == "array" and "items" in found and depth > 0:
            nested = self.kind(found.get("items")) == "array"
            return replace(one, items=self.field("", found.get("items"), False, depth - nested))
        return one

    def _members(self, found: JsonObject, depth: int) -> tuple[ResourceField, ...]:
        listed = found.get("required")
        required = {name for name in listed if isinstance(name, str)} if isinstance(listed, list) else set()
        members = []
        for name, inner in _objects(found.get("properties")):
            if not is_usable(name):
                self.doubts.add(NAMES, self._call)
                continue
            needed = name in required or inner.get("required") is True or inner.get("x-required") is True
            members.append(self.field(name, inner, needed, depth))
        return tuple(members)

    def _resolved(self, schema: JsonValue, seen: set[str]) -> JsonObject:
        while isinstance(schema, Mapping):
            name = self._reference(schema)
            if not name:
                return self._merged(schema, seen)
            if name not in self.definitions:
                self.doubts.add(DANGLING, name)
                break
            if name in seen:  # it is made of itself
                break
            seen.add(name)
            schema = self.definitions[name]
        return {}

    def _reference(self, schema: JsonObject) -> str:
        """Return the name of the definition that a schema refers to; empty when it does not."""
        reference, kind = schema.get("$ref"), schema.get("type")
        if isinstance(reference, str):
            name = reference.removeprefix("#/definitions/")
            return name if name in self.definitions else unquote(name).replace("~1", "/").replace("~0", "~")
        named = isinstance(kind, str) and kind not in _JSON_TYPES and kind in self.definitions
        return str(kind) if named else ""

    def _merged(self, schema: JsonObject, seen: set[str]) -> JsonObject:
        """Return a schema with the members of the parts that it is composed of."""
        parts = schema.get("allOf")
        if not isinstance(parts, list):
            return schema
        properties: dict[str, JsonValue] = {}
        required: list[JsonValue] = []
        for part in (*(self._resolved(part, seen) for part in parts), schema):
            properties |= dict(_objects(part.get("properties")))
            listed = part.get("required")
            required += listed if isinstance(listed, list) else []
        return {**schema, "type": "object", "properties": properties, "required": required}


def parameter_field(name: str, schema: JsonObject, *, required: bool) -> ResourceField:
    """Return a parameter of a query, a header or a form; one whose type is not known is a text."""
    found = Schemas({}, Doubts(), FieldBudget()).field(name, schema, required)
    return replace(found, type="string") if found.type == "any" else found


def type_of(schema: JsonObject) -> FieldType:
    """Return the type of a schema without references; ``any`` where it does not tell."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), None)
    known = _TYPES.get(kind.strip().lower()) if isinstance(kind, str) else None
    if known:
        return known
    if isinstance(schema.get("properties"), Mapping):
        return "object"
    return "array" if "items" in schema else "string" if "enum" in schema else "any"


def is_usable(name: str) -> bool:
    """Whether a name can stand in a spec, can be seen whole, and is no credential."""
    if len(name) > _MAX_NAME or not _NAME.match(name) or hidden(name):
        return False
    return not is_credential(name)


def _objects(value: JsonValue) -> Iterator[tuple[str, JsonObject]]:
    """Yield the members of an object that are objects themselves."""
    if isinstance(value, Mapping):
        yield from ((name, inner) for name, inner in value.items() if isinstance(inner, Mapping))


def _format(schema: JsonObject) -> str:
    kind, form = schema.get("type"), schema.get("format")
    named = form.strip().lower() if isinstance(form, str) else ""
    if named in _FORMATS.get(type_of(schema), frozenset()):
        return named
    return _TYPED_FORMATS.get(kind.strip().lower(), "") if isinstance(kind, str) else ""


def _enum(values: JsonValue) -> tuple[str, ...]:
    """Return enumerated values as they travel; none where one of them is no plain value, or there are too many."""
    if not isinstance(values, list) or len(values) > MAX_ENUM:
        return ()
    written = [_wire(value) for value in values if value is not None]
    usable = all(text and len(text) <= _MAX_VALUE and not hidden(text) for text in written)
    return tuple(dict.fromkeys(written)) if usable and not any(map(is_credential, written)) else ()


def _wire(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
