"""Every key of a kind of spec, from its JSON Schema."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from docs._reference.example import Definitions, example_of, resolved

Schema: TypeAlias = Mapping[str, Any]

_INTRODUCTION = """\
# Keys of a {kind} spec

{description}

Made from the JSON Schema of {kind} specs, which `ocgen schema {kind}` prints. [Specs](../specs.md) tells how the keys
work together.
"""
_TYPES = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "boolean": "true or false",
    "object": "mapping",
    "array": "list",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one kind of spec; definitions ``elsewhere`` have their keys on the page that is named there."""

    schema: Schema
    kind: str
    elsewhere: Mapping[str, str]

    def text(self) -> str:
        """Return the page in Markdown: the keys of the file itself, then those of each definition."""
        parts = [_INTRODUCTION.format(kind=self.kind, description=self.schema["description"])]
        parts += self._keys(self.schema, "")
        for name, definition in self.schema["$defs"].items():
            if name not in self.elsewhere and "title" in definition:
                parts.append(f"## `{name}`\n")
                parts.append(f"{definition['title']}: {self._values(definition)}. {definition['description']}\n")
                parts += self._keys(definition, "")
        return "\n".join(parts)

    def _keys(self, schema: Schema, path: str) -> Iterator[str]:
        """Yield an entry a key of a mapping, each followed by the keys of mappings that stand in it."""
        required = schema.get("required", ())
        for name, value in schema.get("properties", {}).items():
            yield f"**`{path}{name}`**: {self._facts(value, name in required)}\n\n{self._about(value)}\n"
            example = {name: example_of(value, self._definitions)}
            shown = yaml.safe_dump(example, sort_keys=False, allow_unicode=True, width=100)
            yield f"```yaml\n{shown}```\n"
            yield from self._nested(value, f"{path}{name}")

    def _nested(self, value: Schema, path: str) -> Iterator[str]:
        yield from self._keys(value, f"{path}.")
        for inside, sign in (("items", "[]"), ("additionalProperties", ".*")):
            if isinstance(value.get(inside), dict):
                yield from self._nested(value[inside], f"{path}{sign}")

    def _about(self, value: Schema) -> str:
        """Return the description, the key's own or that of what it refers to."""
        return textwrap.fill(resolved(value, self._definitions).get("description", ""), 118, break_long_words=False)

    def _facts(self, value: Schema, required: bool) -> str:
        facts = [self._values(value)]
        whole = resolved(value, self._definitions)
        if required:
            facts.append("required")
        if "default" in whole:
            facts.append(f"default {_code(whole['default'])}")
        if "pattern" in whole:
            facts.append(f"as `{whole['pattern']}`")
        return ", ".join(facts)

    def _values(self, value: Schema) -> str:
        """Return what the value can be, in words."""
        if "$ref" in value:
            return self._reference(value["$ref"])
        if "allOf" in value:
            return self._values(value["allOf"][0])
        if {} not in value.get("anyOf", [{}]):  # beside it, the others are what editors propose
            return " or ".join(map(self._values, value["anyOf"]))
        if "const" in value:
            return _code(value["const"])
        if "enum" in value:
            return " or ".join(map(_code, value["enum"]))
        kinds = value.get("type", "any value")
        return " or ".join(self._kind(kind, value) for kind in ([kinds] if isinstance(kinds, str) else kinds))

    def _kind(self, kind: str, value: Schema) -> str:
        if kind == "array":
            return f"list of {self._values(value['items'])}"
        if kind == "object" and "$ref" in (value.get("additionalProperties") or ()):
            return f"mapping of names to {self._values(value['additionalProperties'])}"
        return _TYPES.get(kind, kind)

    def _reference(self, reference: str) -> str:
        _, _, name = reference.partition("/$defs/")
        definition = self._definitions.get(name)
        if definition is None or "title" not in definition:  # a part of another one, or a list of others
            return self._values(resolved({"$ref": reference}, self._definitions))
        return f"[{name}]({self.elsewhere.get(name, '')}#{name})"

    @property
    def _definitions(self) -> Definitions:
        found: Definitions = self.schema["$defs"]
        return found


def _code(value: object) -> str:
    return f"`{yaml.safe_dump(value, default_flow_style=True).removesuffix('...').strip()}`".replace("\n...", "")
