"""The same checks by other tools: each made once from the emitted schema, each a function of a body."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired, TypeAlias

import fastjsonschema
import jsonschema
import jsonschema_rs
import msgspec
import pydantic
from typing_extensions import TypedDict

Check: TypeAlias = Callable[[object], object]
Schema: TypeAlias = dict[str, Any]


def inlined(path: Path) -> Schema:
    """Return the schema of a file with what it refers to in its place, since some peers read no second file."""
    document: Schema = _inline(json.loads(path.read_text(encoding="utf-8")), path)
    return document


def _inline(node: Any, file: Path) -> Any:
    if isinstance(node, dict):
        if "$ref" in node:
            other, _, pointer = node["$ref"].partition("#")
            there = file.parent / other if other else file
            target = json.loads(there.read_text(encoding="utf-8"))
            for part in pointer.strip("/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            return _inline(target, there)
        return {name: _inline(value, file) for name, value in node.items()}
    return [_inline(item, file) for item in node] if isinstance(node, list) else node


def peers(schema: Schema) -> Mapping[str, Check]:
    """Return the peers' checks by name; "first" stops at the first error, "all" collects them."""
    validator = jsonschema.Draft202012Validator(schema)
    rust = jsonschema_rs.validator_for(schema)
    old = {**schema, "$schema": "http://json-schema.org/draft-07/schema#"}  # the newest that fastjsonschema knows
    fast = fastjsonschema.compile(old)
    fast_all = fastjsonschema.compile(old, fast_fail=False)
    struct = _struct("Request", schema)
    adapter = pydantic.TypeAdapter[Any](_typed_dict("Request", schema))
    return {
        "jsonschema, all": lambda body: list(validator.iter_errors(body)),
        "jsonschema-rs, all": lambda body: list(rust.iter_errors(body)),
        "jsonschema-rs, is_valid": rust.is_valid,
        "fastjsonschema, first": lambda body: _tried(fast, body, fastjsonschema.JsonSchemaException),
        "fastjsonschema, all": lambda body: _tried(fast_all, body, fastjsonschema.JsonSchemaException),
        "pydantic TypedDict, all": lambda body: _tried(adapter.validate_python, body, pydantic.ValidationError),
        "msgspec, first": lambda body: _tried(lambda b: msgspec.convert(b, struct), body, msgspec.ValidationError),
    }


def _tried(check: Check, body: object, error: type[Exception]) -> object:
    try:
        return check(body)
    except error as found:
        return found


def _struct(name: str, schema: Schema) -> type:
    """Return a msgspec Struct of an object's schema."""
    required = schema.get("required", [])
    fields: list[Any] = []
    rename: dict[str, str] = {}
    ordered = sorted(schema.get("properties", {}).items(), key=lambda item: item[0] not in required)
    for number, (key, part) in enumerate(ordered):
        rename[f"f{number}"] = key
        kind = _type(part, _struct, lambda p, low: msgspec.Meta(pattern=p) if p else msgspec.Meta(min_length=low))
        fields.append((f"f{number}", kind) if key in required else (f"f{number}", kind, None))
    closed = schema.get("additionalProperties") is False
    return msgspec.defstruct(name, fields, rename=rename, forbid_unknown_fields=closed)


def _typed_dict(name: str, schema: Schema) -> Any:
    """Return a TypedDict of an object's schema, for pydantic in its strict mode."""
    required = schema.get("required", [])
    fields = {}
    for key, part in schema.get("properties", {}).items():
        # Rust's regular expressions know no lookahead, and their $ is the very end already.
        kind = _type(
            part,
            _typed_dict,
            lambda p, low: pydantic.Field(pattern=p.replace(r"$(?!\n)", "$")) if p else pydantic.Field(min_length=low),
        )
        fields[key] = kind if key in required else NotRequired[kind]
    typed: Any = TypedDict(name, fields)  # type: ignore[operator]
    extra: Literal["forbid", "ignore"] = "forbid" if schema.get("additionalProperties") is False else "ignore"
    typed.__pydantic_config__ = pydantic.ConfigDict(extra=extra, strict=True)
    return typed


def _type(part: Schema, of_object: Callable[[str, Schema], Any], bound: Callable[[str, int], Any]) -> Any:
    if "const" in part:
        return Literal[part["const"]]
    if "enum" in part:
        texts = tuple(value for value in part["enum"] if isinstance(value, str))
        return Literal[texts] | bool if len(texts) < len(part["enum"]) else Literal[texts]
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    plain = {"boolean": bool, "integer": int, "number": float, "array": list[str]}
    if kinds == ["object"]:
        return of_object("Part", part)
    if kinds[0] != "string":
        return plain[kinds[0]]
    bounded = "pattern" in part or "minLength" in part
    text: Any = Annotated[str, bound(part.get("pattern", ""), part.get("minLength", 0))] if bounded else str
    return text | plain[kinds[1]] if len(kinds) > 1 else text
