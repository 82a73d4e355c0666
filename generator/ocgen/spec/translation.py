"""A tree in one language: where a text has translations, the one that is wanted stands in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ocgen.spec.tree import Mapping, MappingEntry, Node, Scalar, Sequence, same
from ocgen.text.language import SOURCE_LANGUAGE

# The keys of texts for readers; the items of `setup` are such texts too.
TEXTS = frozenset(
    {"description", "where_to_find", "accepts", "deprecated", "notes", "note", "where", "says", "right", "why", "setup"}
)

# Whatever stands below these is data, whose keys mean nothing to us.
DATA = frozenset({"examples", "when"})


def localized(tree: Mapping, language: str) -> Mapping:
    """Return the tree with every translated text in ``language``, or in English where that one is missing.

    A subtree without translations is the same object as before.
    """
    entries = tuple(_entry(entry, language) for entry in tree.entries)
    return tree if same(entries, tree.entries) else replace(tree, entries=entries)


def is_translated(key: str, node: Node) -> bool:
    """Whether the value of a key is a text with translations."""
    return key in TEXTS and isinstance(node, Mapping) and node.get(SOURCE_LANGUAGE) is not None


def texts(node: Node, key: str = "") -> Iterator[Node]:
    """Yield every text for readers below ``node``, which stands under ``key``: a scalar, or its translations."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from texts(item, key)
    elif key in TEXTS and (isinstance(node, Scalar) or is_translated(key, node)):
        yield node
    elif isinstance(node, Mapping):
        for entry in node:
            if entry.key not in DATA:
                yield from texts(entry.node, entry.key)


def _entry(entry: MappingEntry, language: str) -> MappingEntry:
    node = entry.node
    if isinstance(node, Scalar) or entry.key in DATA:
        return entry
    changed = _node(entry.key, node, language)
    return entry if changed is node else entry._replace(node=changed)


def _node(key: str, node: Node, language: str) -> Node:
    if isinstance(node, Mapping):
        if is_translated(key, node):
            return node.get(language) or node.get(SOURCE_LANGUAGE) or node
        return localized(node, language)
    if isinstance(node, Sequence):
        items = tuple(_node(key, item, language) for item in node.items)
        return node if same(items, node.items) else replace(node, items=items)
    return node
