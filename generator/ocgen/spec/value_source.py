"""What a parameter says of a value that a client takes from a configuration field.

The query parameter ``apiKey`` and the field ``oauth.api.key`` are one value under two names, so a spec describes it
once, at the field. For each part, the first of these that says anything counts:

1. the parameter in the connector's own spec (or its family's),
2. the field in the connector's own spec,
3. the platform's definition of the parameter,
4. the platform's definition of the field.

What a value may be (type, format, pattern, values) is one part and is never put together from two places. A secret is
one under every name: what the field marks secret, no parameter can unmark.
"""

from __future__ import annotations

from dataclasses import replace

from ocgen.model import ATTRIBUTES
from ocgen.spec.tree import Mapping, Node

_SECRET = ("secret",)
_PARTS = tuple(
    tuple(row.name for row in ATTRIBUTES if row.part == part)
    for part in dict.fromkeys(row.part for row in ATTRIBUTES if row.part)
)


def carried(resolved: Mapping, item: Node, field: Mapping, standard: Mapping | None) -> Mapping:
    """Return a parameter with what it leaves to its field.

    ``resolved`` is the parameter laid over the platform's definition of it and ``item`` what the spec itself says;
    ``field`` is laid over the platform's definition of the field, ``standard``.
    """
    said = {entry.key for entry in item} if isinstance(item, Mapping) else set()
    own = {entry.key for entry in field if standard is None or standard.entry(entry.key) is not entry}
    for part in _PARTS:
        silent = not said.intersection(part) and (own.intersection(part) or not any(map(resolved.entry, part)))
        if silent or (part == _SECRET and field.flag("secret")):
            resolved = _taken(resolved, field, part)
    return resolved


def _taken(resolved: Mapping, field: Mapping, part: tuple[str, ...]) -> Mapping:
    kept = tuple(entry for entry in resolved if entry.key not in part)
    return replace(resolved, entries=kept + tuple(entry for entry in field if entry.key in part))
