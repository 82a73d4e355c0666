"""Laying one spec over another: a connector over its family, an entry over the platform's definition of it.

The rules, the same at every level:

- a mapping is laid over a mapping key by key, a scalar replaces what was there;
- a list of named entries (``key`` or ``name``; a bare string is an entry that changes nothing) is laid over by name: an
  entry of a known name changes that one in its place, a new one is appended;
- ``errata`` (bare names of the platform's among them) and ``sources`` of both count; any other list replaces;
- ``omit: true`` takes an entry away.

Each node keeps the place that it was written at.
"""

from __future__ import annotations

from dataclasses import replace

from ocgen.spec.translation import is_translated
from ocgen.spec.tree import Mapping, MappingEntry, Node, Scalar, Sequence, same

_NAMED = frozenset({"configuration", "query", "callback", "provider_data", "parameters"})
_APPENDED = frozenset({"errata", "sources"})


def overlay(base: Mapping, over: Mapping) -> Mapping:
    """Return ``over`` laid over ``base``; the place is that of ``over``."""
    entries = [_overlay_entry(entry, over.entry(entry.key)) for entry in base]
    known = {entry.key for entry in base}
    entries += [entry for entry in over if entry.key not in known]
    return Mapping(tuple(entries), over.location)


def name_of(item: Node) -> str:
    """Return the name of an entry of a list: itself, its ``key`` or its ``name``; empty for anything else."""
    if isinstance(item, Scalar):
        return item.text
    return (item.text("key") or item.text("name")) if isinstance(item, Mapping) else ""


def without_omitted(node: Node) -> Node:
    """Return the tree without the entries that say ``omit: true``; a part without such is the same object as before."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        items = tuple([without_omitted(item) for item in node.items if not _omitted(item)])
        return node if same(items, node.items) else replace(node, items=items)
    entries = tuple([_without_omitted(entry) for entry in node.entries if not _omitted(entry.node)])
    return node if same(entries, node.entries) else replace(node, entries=entries)


def _without_omitted(entry: MappingEntry) -> MappingEntry:
    kept = without_omitted(entry.node)
    return entry if kept is entry.node else entry._replace(node=kept)


def _omitted(node: Node) -> bool:
    return isinstance(node, Mapping) and node.flag("omit")


def _overlay_entry(base: MappingEntry, over: MappingEntry | None) -> MappingEntry:
    if over is None:
        return base
    return over._replace(node=_overlay_node(base.key, base.node, over.node))


def _overlay_node(key: str, base: Node, over: Node) -> Node:
    if is_translated(key, base) or is_translated(key, over):
        return over  # a translation of what the other text says would be wrong here
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return overlay(base, over)
    if isinstance(base, Mapping) and isinstance(over, Scalar) and over.value is None:
        return base  # `oauth2:` with nothing behind it changes nothing
    if isinstance(base, Sequence) and isinstance(over, Sequence):
        if key in _APPENDED:
            return replace(over, items=base.items + over.items)
        if key in _NAMED:
            return replace(over, items=_overlay_named(base, over))
    return over


def _overlay_named(base: Sequence, over: Sequence) -> tuple[Node, ...]:
    """Return ``base`` with the entries of ``over``; one that ``over`` names twice stays twice, to be reported."""
    items = list(base.items)
    places = {name_of(item): index for index, item in enumerate(items)}
    changed: set[str] = set()
    for item in over.items:
        name = name_of(item)
        if name in places and name not in changed:
            changed.add(name)
            items[places[name]] = overlay_item(items[places[name]], item)
        else:
            items.append(item)
    return tuple(items)


def overlay_item(base: Node, over: Node) -> Node:
    """Lay one entry of a list over another of the same name; a bare name changes nothing but the place.

    An entry with a constant says itself whether the caller must send it: what is said of any value holds for it no
    longer.
    """
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return overlay(base.without("required") if over.get("const") else base, over)
    if isinstance(base, Mapping):
        return replace(base, location=over.location)
    return over
