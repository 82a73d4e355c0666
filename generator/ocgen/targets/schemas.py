"""Connectors -> JSON Schema 2020-12 documents, one a call, over one document of what all connectors share.

A document refers to the shared one by a relative address, so that an editor or validator that is given the file finds
it beside it. https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote

from ocgen.model import Connector, JsonValue, Platform
from ocgen.model.names import file_stem
from ocgen.output.artifact import Artifact
from ocgen.output.header import notice
from ocgen.shapes import (
    CallShape,
    GivenCondition,
    Leaf,
    Listing,
    Member,
    Object,
    Shape,
    Variant,
    calls,
    everywhere,
    everywhere_query,
    natives,
    request_options,
    response_members,
)
from ocgen.templates import Templates
from ocgen.text.characters import json_text

Schema: TypeAlias = dict[str, JsonValue]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHARED = "platform.schema.json"

# The calls that have members which all connectors share.
_GROUPS = ("oauth-url-query", "instance-request", "instance-response")

_END = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_DOLLAR = re.compile(r"\\.|\$", re.DOTALL)


class SchemasTarget:
    """JSON Schemas: ``schemas/KEY/CALL.schema.json`` and ``schemas/platform.schema.json``."""

    name = "schemas"
    description = "a JSON Schema for each query, request and response"

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return one document a call that the connector's methods make."""
        for call in calls(connector):
            path = f"schemas/{file_stem(connector.generated_name)}/{call.name}.schema.json"
            yield Artifact(path, _text(_document(connector, call)), self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the document of what all connectors share."""
        groups = {
            "configuration": (everywhere(platform), True),
            "oauth-url-query": (everywhere_query(platform), True),
            "instance-request": (request_options(platform), True),
            "instance-response": (response_members(platform), False),
        }
        document: Schema = {
            "$schema": DIALECT,
            "$comment": " ".join(notice("specs/platform.yaml")),
            "title": f"{platform.name}: what all connectors share",
            "$defs": {
                group: {"$defs": {m.name: _member(m, request=request) for m in members}}
                for group, (members, request) in groups.items()
            },
        }
        yield Artifact(f"schemas/{SHARED}", _text(document), self.name)


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


def _text(document: Schema) -> str:
    return json_text(document)


def _document(connector: Connector, call: CallShape) -> Schema:
    document: Schema = {
        "$schema": DIALECT,
        "$comment": " ".join(notice(connector.file)),
        "title": f"{connector.name}: {call.title}",
    }
    bodies = [variant.example for variant in call.variants]
    if len(call.variants) == 1:
        document |= _object(call.variants[0].shape, _group(call), request=call.request)
    else:
        names = _variant_names(call)
        document |= _selection(call, list(zip(call.variants, names, strict=True)), call.selections)
        document["$defs"] = {
            name: {"title": name, **_object(variant.shape, _group(call), request=call.request)}
            for name, variant in zip(names, call.variants, strict=True)
        }
    return {**document, "examples": bodies}


def _selection(call: CallShape, named: Sequence[tuple[Variant, str]], selections: Sequence[str]) -> Schema:
    """Return what refers to the variants: those that a value of the selector asks for, else all that none asks for."""
    if not selections:
        return _any_of(name for variant, name in named if not variant.selects)
    first, *others = selections
    asked: Schema = {"properties": {call.selector: {"const": first}}, "required": [call.selector]}
    then = _any_of(name for variant, name in named if variant.selects == first)
    return {"if": asked, "then": then, "else": _selection(call, named, others)}


def _any_of(names: Iterable[str]) -> Schema:
    references: list[Schema] = [{"$ref": f"#/$defs/{name}"} for name in names]
    return references[0] if len(references) == 1 else {"anyOf": list[JsonValue](references)}


def _variant_names(call: CallShape) -> list[str]:
    """Name the variants after their methods, and after their form where they have several."""
    return ["-".join(filter(None, ("-or-".join(variant.methods), variant.form))) for variant in call.variants]


def _group(call: CallShape) -> str:
    name = call.like or call.name
    return name if name in _GROUPS else ""


def _object(shape: Object, group: str, *, request: bool) -> Schema:
    """Return an object's schema; ``group`` is where the shared document has its shared members."""
    schema: Schema = {"type": "object"}
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
        return _member(member, request=request)
    return {"$ref": f"../{SHARED}#/$defs/{group}/$defs/{_pointer(member.name)}"}


def _pointer(name: str) -> str:
    """Escape a name as a part of a JSON Pointer in an address (RFC 6901, 6)."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def _member(member: Member, *, request: bool) -> Schema:
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
        return _object(shape, group, request=request)
    if isinstance(shape, Listing):
        return {"type": "array", **({"items": _leaf(shape.items)} if shape.items else {})}
    return _leaf(shape)


def _leaf(leaf: Leaf) -> Schema:
    if leaf.const is not None:
        return _values(leaf, (leaf.const,))
    if leaf.choices:
        meanings = {c.value: c.description for c in leaf.choices if c.description}
        schema = _values(leaf, [c.value for c in leaf.choices])
        # Editors show these beside the values; validators pass over them.
        return {**schema, "enumDescriptions": [meanings.get(c.value, "") for c in leaf.choices]} if meanings else schema
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
    accepted = [*texts, *natives(leaf, texts)]
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
