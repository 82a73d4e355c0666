"""Two descriptions of a connector (`ocgen.describe`) -> what a reader is told of the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ocgen.model import JsonValue

# What names an entry of a list: a change of the rest is then a change of that entry.
_NAMES = ("key", "name", "where", "page")
# Prose: that it is worded anew is worth telling, both wordings are not.
_PROSE = frozenset({"description", "where_to_find", "accepts", "deprecated", "condition", "right", "says", "why"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the names on the way to the place, and the values; ``reworded`` has neither value."""

    kind: Literal["added", "removed", "changed", "reworded"]
    path: tuple[str, ...]
    before: JsonValue = None
    after: JsonValue = None


def differences(before: JsonValue, after: JsonValue, path: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield what differs, in the order of the later description, what was removed first."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _members(before, after, path)
    elif (one := _named(before)) is not None and (other := _named(after)) is not None:
        yield from _members(one, other, path)
    elif path and path[-1] in _PROSE and before and after:
        yield Difference("reworded", path)
    else:
        yield Difference("changed", path, before, after)


def _members(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue], path: tuple[str, ...]
) -> Iterator[Difference]:
    for name in before:
        if name not in after:
            yield Difference("removed", (*path, name))
    for name, value in after.items():
        if name not in before:
            yield Difference("added", (*path, name))
        else:
            yield from differences(before[name], value, (*path, name))


def _named(value: JsonValue) -> Mapping[str, JsonValue] | None:
    """Return the entries of a list by name, without their names; None when names do not tell them apart."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return None
    entries: dict[str, JsonValue] = {}
    for item in value:
        if isinstance(item, str):
            entries[item] = None
        elif isinstance(item, Mapping) and (by := next((n for n in _NAMES if n in item), None)):
            entries[str(item[by])] = {name: inner for name, inner in item.items() if name != by}
        else:
            return None
    return entries if len(entries) == len(value) else None
