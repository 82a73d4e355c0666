"""The names of a file, as they are written: keys, names on the wire, values, constants and labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ocgen.findings.location import Location
from ocgen.spec.translation import TEXTS
from ocgen.spec.tree import Mapping, Node, Plain, Scalar, Sequence

Kind = Literal["key", "name", "value", "constant", "label"]

# Under which key stands what; a bare entry of a list stands under the list's. What is not here is no name.
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("key", "name", "alias", "family", "type", "flow", "hub", "format", "encoding", "id"), "name"),
    **dict.fromkeys(("configuration", "query", "callback", "provider_data", "parameters", "errata"), "name"),
    **dict.fromkeys(("oauth_connector", "value_from", "renamed_from", "parameter", "over"), "name"),
    **dict.fromkeys(("methods", "resources", "key_field", "word", "request_parameter", "size_parameter"), "name"),
    **dict.fromkeys(("enum", "value"), "value"),
    **dict.fromkeys(("const", "default"), "constant"),
    **dict.fromkeys(("label", "term", "provider"), "label"),
}
_DATA: dict[str, Kind] = {
    "when": "value",
    "request": "value",
}  # whatever the keys in it


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name where it is written."""

    text: str
    location: Location
    kind: Kind
    value: Plain = ""  # what YAML takes it for, where it is a value


def names(tree: Mapping) -> Iterator[Spelling]:
    """Yield every key and every name of a file, texts for readers and examples apart."""
    for entry in tree:
        if entry.key == "name" and isinstance(entry.node, Scalar):  # of the connector or the platform: for readers
            yield Spelling(entry.key, entry.key_location, "key")
            yield Spelling(entry.node.text, entry.node.location, "label")
        else:
            yield from _names(Mapping((entry,), tree.location), None)


def _names(node: Node, kind: Kind | None, all_: Kind | None = None) -> Iterator[Spelling]:
    """Yield the names below a node; ``kind`` is that of the scalar itself, ``all_`` that of all scalars below."""
    if isinstance(node, Scalar):
        if kind:
            yield Spelling(node.text, node.location, kind, node.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _names(item, kind, all_)
    else:
        for entry in node:
            yield Spelling(entry.key, entry.key_location, "key")
            if entry.key not in TEXTS:
                yield from _names(entry.node, all_ or _KINDS.get(entry.key), all_ or _DATA.get(entry.key))


def together(node: Node, kind: Kind = "name") -> Iterator[list[Spelling]]:
    """Yield the names that are told apart by nothing else: the keys of a mapping, the entries of a list.

    ``kind`` is that of a list's entries.
    """
    if isinstance(node, Mapping):
        yield [Spelling(entry.key, entry.key_location, "key") for entry in node]
        for entry in node:
            yield from together(entry.node, "value" if _KINDS.get(entry.key) == "value" else "name")
    elif isinstance(node, Sequence):
        yield [Spelling(scalar.text, scalar.location, kind) for item in node.items if (scalar := _entry(item))]
        for item in node.items:
            yield from together(item)


def _entry(item: Node) -> Scalar | None:
    """Return what an entry of a list goes by: its name, or its value among those of a field."""
    named = (item.get("key") or item.get("name") or item.get("value")) if isinstance(item, Mapping) else item
    return named if isinstance(named, Scalar) else None
