"""A parsed pattern.

A set of characters is a sorted tuple of closed ranges of code points that neither overlap nor touch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
CharSet: TypeAlias = tuple[Range, ...]

LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of a set."""

    accepted: CharSet


@dataclass(frozen=True, slots=True)
class Concatenation:
    """One after the other; nothing when empty."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternation:
    """Any of the branches."""

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The body, ``low`` to ``high`` times (None: without end). ``at`` is the quantifier's place and names the node."""

    body: Node
    low: int
    high: int | None
    at: int


Node: TypeAlias = Chars | Concatenation | Alternation | Repeat

ANYTHING = Repeat(Chars(((0, LAST_CODE_POINT),)), 0, None, -1)


def charset(ranges: Iterable[Range]) -> CharSet:
    """Return the set that holds all of the ranges."""
    merged: list[Range] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(accepted: CharSet) -> CharSet:
    """Return every character that the set does not hold."""
    ranges: list[Range] = []
    following = 0
    for low, high in accepted:
        if low > following:
            ranges.append((following, low - 1))
        following = high + 1
    if following <= LAST_CODE_POINT:
        ranges.append((following, LAST_CODE_POINT))
    return tuple(ranges)


def repeats(node: Node) -> Iterable[Repeat]:
    """Yield every repetition in the tree, outer ones first."""
    match node:
        case Repeat():
            yield node
            yield from repeats(node.body)
        case Concatenation(items=parts) | Alternation(branches=parts):
            for part in parts:
                yield from repeats(part)
        case Chars():
            pass


def shortest(node: Node) -> int:
    """Return the length of the shortest text that fits."""
    match node:
        case Chars():
            return 1
        case Concatenation(items=items):
            return sum(shortest(item) for item in items)
        case Alternation(branches=branches):
            return min(shortest(branch) for branch in branches)
        case Repeat(body=body, low=low):
            return low * shortest(body) if low else 0


def within(node: Node, length: int) -> Node:
    """Return the tree with its counters cut to what a text of at most ``length`` characters can reach.

    A counter that goes further than such a text is as good as an endless loop.
    """
    match node:
        case Chars():
            return node
        case Concatenation(items=items):
            return Concatenation(tuple(within(item, length) for item in items))
        case Alternation(branches=branches):
            return Alternation(tuple(within(branch, length) for branch in branches))
        case Repeat(body=body, low=low, high=high, at=at):
            each = shortest(body)
            low = min(low, length // each + 1) if each else low
            most = length // each + 1 if each else low + length
            return Repeat(within(body, length), low, None if high is None or high > most else high, at)


def shortened(node: Node, most: int) -> Node:
    """Return the tree with no counter above ``most`` times, but for the rounds that must be there."""
    match node:
        case Chars():
            return node
        case Concatenation(items=items):
            return Concatenation(tuple(shortened(item, most) for item in items))
        case Alternation(branches=branches):
            return Alternation(tuple(shortened(branch, most) for branch in branches))
        case Repeat(body=body, low=low, high=high, at=at):
            return Repeat(shortened(body, most), low, None if high is None else max(low, min(high, most)), at)
