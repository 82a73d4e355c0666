"""An example of what a JSON Schema describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Definitions: TypeAlias = Mapping[str, Any]


def resolved(schema: Mapping[str, Any], definitions: Definitions) -> Mapping[str, Any]:
    """Return a schema with what its reference says, over which its own words go."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Any = definitions
    for step in reference.partition("/$defs/")[2].split("/"):
        found = found[step]
    return {**resolved(found, definitions), **{name: value for name, value in schema.items() if name != "$ref"}}


def example_of(schema: Mapping[str, Any], definitions: Definitions) -> object:
    """Return the schema's first example; without one, its constant, first value or an example of its parts.

    Raises LookupError when nothing says what a text or a number looks like.
    """
    whole = resolved(schema, definitions)
    if "examples" in whole:
        return whole["examples"][0]
    if "const" in whole:
        return whole["const"]
    if "enum" in whole:
        return whole["enum"][0]
    if "allOf" in whole:
        return example_of(whole["allOf"][0], definitions)
    if {} not in whole.get("anyOf", [{}]):  # beside it, the others are what editors propose
        return example_of(whole["anyOf"][0], definitions)
    kinds = whole["type"] if isinstance(whole["type"], list) else [whole["type"]]
    if "boolean" in kinds:
        return True
    if "array" in kinds:
        return [example_of(whole["items"], definitions)]
    if "properties" in whole:
        properties = whole["properties"]
        names = whole.get("required") or list(properties)[:1]
        return {name: example_of(properties[name], definitions) for name in names}
    raise LookupError(f"no example of {schema}")
