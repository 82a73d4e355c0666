"""The calls that a source tells -> `resources:` of its draft, no larger than a spec can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocgen.draft.resources import resources_tree
from ocgen.draft.text import Tree
from ocgen.errors import SourceError
from ocgen.facts.connector import ConnectorFacts
from ocgen.facts.found_call import FoundCall
from ocgen.model import HubApi, ResourceField

# A spec of a million bytes or a hundred thousand nodes is not read; the rest of a draft is small.
_MAX_NODES = 60_000
_MAX_CHARACTERS = 600_000
_AROUND = 20  # what lays an entry out: its indentation, a colon, quotes
_DEEPEST = 3


def found_resources(facts: ConnectorFacts, hub: str, api: HubApi) -> dict[str, Tree]:
    """Return `resources_basis` and `resources` of a spec in a hub; nothing where the source tells no calls.

    Members of members are left out level by level until the whole is small enough to be read.
    """
    if not facts.calls:
        return {}
    tree: dict[str, Tree] = {}
    for depth in range(_DEEPEST, -1, -1):
        tree = resources_tree((_pruned_call(call, depth) for call in facts.calls), hub, api, exact=True)
        if _is_small(tree):
            break
    else:
        raise SourceError("the model has more calls than a spec can hold; import a part of it")
    return {"resources_basis": facts.calls_basis, "resources": tree} if tree else {}


def _pruned_call(call: FoundCall, depth: int) -> FoundCall:
    fields, answered = _pruned(call.fields, depth), _pruned(call.answer_fields, depth)
    return replace(call, fields=fields, answer_fields=answered)


def _pruned(fields: Sequence[ResourceField], depth: int) -> tuple[ResourceField, ...]:
    """Return fields with that many levels of members."""
    if depth == 0:
        return ()
    return tuple(_pruned_field(field, depth) for field in fields)


def _pruned_field(field: ResourceField, depth: int) -> ResourceField:
    items = _pruned_field(field.items, depth) if field.items else None
    return replace(field, fields=_pruned(field.fields, depth - 1), items=items)


def _is_small(tree: Tree) -> bool:
    nodes = characters = 0
    left: list[Tree] = [tree]
    while left:
        one = left.pop()
        nodes += 1
        if isinstance(one, Mapping):
            nodes += len(one)
            characters += sum(map(len, one)) + _AROUND * len(one)
            left += one.values()
        elif isinstance(one, str):
            characters += len(one)
        elif isinstance(one, Sequence):
            left += one
        if nodes > _MAX_NODES or characters > _MAX_CHARACTERS:
            return False
    return True
