"""Checked tree -> the fields of hub calls, in their short and long forms.

Short forms: a list of names (``[Email, Phone]``: of any type), and a type behind a name, with ``!`` where it is
required and in brackets where it is a list (``Email: string!``, ``tags: [string]``).
"""

from __future__ import annotations

from typing import cast

from ocgen.model.resource import FieldType, ResourceField
from ocgen.spec.parameters import ParameterReader
from ocgen.spec.tree import Mapping, Node, Scalar, Sequence


def fields_of(node: Node | None, prose: ParameterReader) -> tuple[ResourceField, ...]:
    """Return the fields of a mapping or of a list of names; none for anything else."""
    if isinstance(node, Sequence):
        return tuple(
            ResourceField(item.text.removesuffix("!"), "string", item.text.endswith("!"), location=item.location)
            for item in node.items
            if isinstance(item, Scalar)
        )
    if not isinstance(node, Mapping):
        return ()
    return tuple(_field(entry.key, entry.node, prose) for entry in node)


def field_names(node: Node | None) -> tuple[str, ...]:
    """Return the names in a list."""
    return tuple(item.text for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()


def _field(name: str, node: Node, prose: ParameterReader) -> ResourceField:
    if isinstance(node, Scalar):
        written = node.text
        kind = cast(FieldType, written.removesuffix("!") or "any")
        return ResourceField(name, kind, written.endswith("!"), location=node.location)
    if isinstance(node, Sequence):
        items = _field("", node.items[0], prose) if node.items else None
        return ResourceField(name, "array", items=items, location=node.location)
    fields = fields_of(node.get("fields"), prose)
    items_node = node.get("items")
    items = _field("", items_node, prose) if items_node is not None else None
    implied = "array" if items else "object" if fields else "any"
    return ResourceField(
        name=name,
        type=cast(FieldType, node.text("type") or implied),
        required=node.flag("required"),
        read_only=node.flag("read_only"),
        secret=node.flag("secret"),
        description=prose.text(node, "description"),
        format=node.text("format"),
        enum=tuple(item.wire for item in node.items("enum") if isinstance(item, Scalar)),
        fields=fields,
        items=items,
        deprecated=prose.text(node, "deprecated"),
        alias=node.text("alias"),
        location=node.location,
    )
