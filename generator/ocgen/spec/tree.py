"""A YAML document as a tree in which every node knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import NamedTuple, TypeAlias

from ocgen.findings.location import Location
from ocgen.model import JsonValue

Plain: TypeAlias = "bool | int | float | str | None"


class Scalar(NamedTuple):  # as with places: there are ten thousands of them
    """A value; ``text`` is how it is written, so that ``"08"`` and ``1.10`` can travel unchanged."""

    value: Plain
    text: str
    location: Location

    @property
    def wire(self) -> str:
        """The value as a string on the wire: ``true`` and ``false`` in lower case, the rest as written."""
        return str(self.value).lower() if isinstance(self.value, bool) else self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    location: Location


class MappingEntry(NamedTuple):
    """One key of a mapping, with the key's own place."""

    key: str
    key_location: Location
    node: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; keys are strings and unique."""

    entries: tuple[MappingEntry, ...]
    location: Location

    def __iter__(self) -> Iterator[MappingEntry]:
        return iter(self.entries)

    def entry(self, key: str) -> MappingEntry | None:
        """Return the entry of a key, or None."""
        for entry in self.entries:  # asked a hundred thousand times a run; a generator takes twice as long
            if entry.key == key:
                return entry
        return None

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        entry = self.entry(key)
        return entry.node if entry else None

    def text(self, key: str) -> str:
        """Return the value of a key as written, or an empty string when it is absent or no scalar."""
        node = self.get(key)
        return node.text if isinstance(node, Scalar) else ""

    def flag(self, key: str) -> bool:
        """Whether the value of a key is true."""
        node = self.get(key)
        return isinstance(node, Scalar) and node.value is True

    def whole(self, key: str) -> int:
        """Return the whole number under a key, however it is written (1, 1.0); 0 when there is none."""
        node = self.get(key)
        return int(node.value) if isinstance(node, Scalar) and isinstance(node.value, int | float) else 0

    def mapping(self, key: str) -> Mapping:
        """Return the mapping under a key, or an empty one."""
        node = self.get(key)
        return node if isinstance(node, Mapping) else Mapping((), self.location)

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the items of the list under a key, or none."""
        node = self.get(key)
        return node.items if isinstance(node, Sequence) else ()

    def with_node(self, key: str, node: Node) -> Mapping:
        """Return this mapping with another value under an existing key."""
        return replace(self, entries=tuple(e._replace(node=node) if e.key == key else e for e in self.entries))

    def without(self, key: str) -> Mapping:
        """Return this mapping without a key."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.key != key))


Node: TypeAlias = Scalar | Sequence | Mapping


def same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether two tuples hold the very same objects, so that the tree around them need not be made again."""
    return len(some) == len(others) and all(map(is_, some, others))


def plain(node: Node) -> JsonValue:
    """Return the tree as plain values, without places."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {entry.key: plain(entry.node) for entry in node.entries}


def walk(node: Node, path: tuple[str | int, ...]) -> Node:
    """Return the node at a path of keys and indices, or the last one on the way that exists."""
    for step in path:
        inner: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            inner = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node
        node = inner
    return node
