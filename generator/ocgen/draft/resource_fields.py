"""Fields of hub calls as a spec writes them, as short as they can be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocgen.draft.text import Tree
from ocgen.model import ResourceField


def fields_tree(fields: Iterable[ResourceField]) -> dict[str, Tree]:
    """Return fields by name."""
    return {f.name: field_tree(f) for f in fields}


def name_list(fields: Sequence[ResourceField]) -> list[str]:
    """Return texts that only have names as a list of these; empty when some field has more."""
    plain = all(f == ResourceField(f.name, "string", f.required) and not f.name.endswith("!") for f in fields)
    return [f.name + "!" * f.required for f in fields] if plain else []


def field_tree(field: ResourceField) -> Tree:
    """Return one field: its type, its items in brackets, or a mapping with more of it."""
    short = field.type + "!" * field.required
    if field == ResourceField(field.name, field.type, field.required):
        return short
    items = field.items
    if items and field == ResourceField(field.name, "array", items=items) and items.type not in ("object", "array"):
        plain = field_tree(items)
        if isinstance(plain, str):
            return [plain]
    tree: dict[str, Tree] = {}
    if not (field.fields and field.type == "object") and not (field.items and field.type == "array"):
        tree["type"] = field.type
    for name in ("required", "read_only", "secret"):
        if getattr(field, name):
            tree[name] = True
    for name in ("alias", "format", "description", "deprecated"):
        if value := getattr(field, name):
            tree[name] = value
    if field.enum:
        tree["enum"] = list(field.enum)
    if field.fields:
        tree["fields"] = fields_tree(field.fields)
    if field.items:
        tree["items"] = field_tree(field.items)
    return tree
