"""Shapes -> JSON Schema 2020-12: objects, their members, values and conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote

from ocgen.model import JsonValue
from ocgen.shapes import GivenCondition, Leaf, Listing, Member, Object, Shape, natives

Schema: TypeAlias = dict[str, JsonValue]

SHARED = "platform.schema.json"

_END = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_DOLLAR = re.compile(r"\\.|\$", re.DOTALL)


def portable(pattern: str) -> str:
    """Return a pattern that means the same to Python, ECMAScript and Rust: ``$`` there is the very end of the text.

    Python's ``$`` also matches before a line break at the end (https://docs.python.org/3/library/re.html); a lookahead
    forbids it, and changes nothing elsewhere. In a set a dollar is written by its number, for validators that put
    something of their own in the place of each ``$`` that they see.
    """
    return _END.sub(_end_of_text, pattern)


def _end_of_text(match: re.Match[str]) -> str:
    if match[0].startswith("["):
        return _DOLLAR.sub(lambda part: r"\x24" if part[0] in ("$", r"\$") else part[0], match[0])
    return r"$(?!\n)" if match[0] == "$" else match[0]


def object_schema(shape: Object, group: str, *, request: bool) -> Schema:
    """Return an object's schema; ``group`` is where the shared document has its shared members."""
    schema: Schema = {"type": ["object", "null"] if shape.null else "object"}
    if shape.members:
        schema["properties"] = {m.name: _reference(m, group, request=request) for m in shape.members}
    required = [m.name for m in shape.members if m.required]
    if required:
        schema["required"] = required
    if shape.closed:
        schema["additionalProperties"] = False
    conditions = [_condition(m, shape) for m in shape.members if m.when or m.unless]
    if conditions:
        schema["allOf"] = conditions
    return schema


def _reference(member: Member, group: str, *, request: bool) -> Schema:
    if not member.shared:
        return member_schema(member, request=request)
    return {"$ref": f"../{SHARED}#/$defs/{group}/$defs/{_pointer(member.name)}"}


def _pointer(name: str) -> str:
    """Escape a name as a part of a JSON Pointer in an address (RFC 6901, 6)."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def member_schema(member: Member, *, request: bool) -> Schema:
    """Return the schema of a member's value, with what is known of it; what is secret is only written, in requests."""
    schema: Schema = {"title": member.label} if member.label and member.label != member.name else {}
    described = " ".join(filter(None, [member.description, _found(member)]))
    if described:
        schema["description"] = described
    schema |= _shape(member.shape, "configuration" if member.name == "configuration" else "", request=request)
    if member.default is not None:
        schema["default"] = member.default
    if member.example is not None and not isinstance(member.shape, Object):
        schema["examples"] = [member.example]
    if member.deprecated:
        schema["deprecated"] = True
    if member.secret and request:
        schema["writeOnly"] = True
    return schema


def _found(member: Member) -> str:
    return f"Where to find it: {member.where_to_find}" if member.where_to_find else ""


def _shape(shape: Shape, group: str, *, request: bool) -> Schema:
    if isinstance(shape, Object):
        return object_schema(shape, group, request=request)
    if isinstance(shape, Listing):
        items = {"items": _shape(shape.items, "", request=request)} if shape.items else {}
        return {"type": ["array", "null"] if shape.null else "array", **items}
    return _leaf(shape)


def _leaf(leaf: Leaf) -> Schema:
    if leaf.const is not None:
        return _values(leaf, (leaf.const,))
    if leaf.choices:
        meanings = {c.value: c.description for c in leaf.choices if c.description}
        schema = _values(leaf, [c.value for c in leaf.choices])
        # Editors show these beside the values; validators pass over them.
        return {**schema, "enumDescriptions": [meanings.get(c.value, "") for c in leaf.choices]} if meanings else schema
    if not leaf.types:
        return {}
    schema = {"type": leaf.types[0] if len(leaf.types) == 1 else list(leaf.types)}
    if leaf.json:
        schema["contentMediaType"] = "application/json"  # a note to most validators of JSON Schema, which take any text
    if leaf.not_empty:
        schema["minLength"] = 1
    if leaf.pattern:
        schema["pattern"] = portable(leaf.pattern)
    if leaf.format:
        schema["format"] = leaf.format
    return schema | {bound.limit.keyword: bound.number for bound in leaf.bounds}


def _values(leaf: Leaf, texts: Sequence[str]) -> Schema:
    accepted = [*texts, *natives(leaf, texts), *([None] if "null" in leaf.types else [])]
    return {"const": accepted[0]} if len(accepted) == 1 else {"enum": accepted}


def _condition(member: Member, shape: Object) -> Schema:
    """Return the schema that requires a member, or one of ``unless``, when all conditions of ``when`` hold."""
    beside: Mapping[str, Member] = {m.name: m for m in shape.members}
    enough = [_filled(beside[name]) for name in (member.name, *member.unless)]
    then: Schema = enough[0] if len(enough) == 1 else {"anyOf": list[JsonValue](enough)}
    if not member.when:
        return then
    tests = {g.field: {"enum": _given_values(g, beside[g.field])} for g in member.when}
    present = [g.field for g in member.when if not g.absent]
    return {"if": {"properties": tests, **({"required": present} if present else {})}, "then": then}


def _filled(member: Member) -> Schema:
    there: Schema = {"required": [member.name]}
    if isinstance(member.shape, Leaf) and member.shape.const is None:
        there["properties"] = {member.name: {"minLength": 1}}
    return there


def _given_values(given: GivenCondition, field: Member) -> list[JsonValue]:
    more = natives(field.shape, given.values) if isinstance(field.shape, Leaf) else []
    return [*given.values, *more]
