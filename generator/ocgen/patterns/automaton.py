"""Tree -> automaton whose paths are the ways in which a backtracking matcher can go.

The states are the places in the pattern where one character is consumed (Glushkov's positions). A transition carries
the number of ways to get from one place to the next without consuming anything, so that ``(a*)*`` differs from ``a*``:
Kirrage, Rathnayake and Thielecke, "Static Analysis for Regular Expression Denial-of-Service Attacks" (2013), and
Weideman et al., "Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers by Using Ambiguity of
NFA" (2016).

An optional round of a repetition that consumes nothing is refused in ECMAScript (ECMA-262, 22.2.2.3.1 RepeatMatcher).
Python begins no other round after it, but goes on behind the repetition (SRE_OP_MAX_UNTIL in CPython's `sre_lib.h`):
a way more, which doubles at every ``b`` of ``^((a?)*b)*$``. The ways are Python's, of which ECMAScript's are a part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import TypeAlias

from ocgen.patterns.nodes import LAST_CODE_POINT, Alternation, Chars, CharSet, Concatenation, Node, Repeat

Counts: TypeAlias = dict[int, int]  # state -> number of ways


@dataclass(slots=True)
class Automaton:
    """States are numbers; ``accepted[s]`` has a bit for each letter, ``first`` and ``following`` count ways to a state.

    A letter is a class of characters that the pattern never tells apart. ``work[s]`` counts what a matcher tries after
    a state before it consumes the next character or goes back; ``enter`` is that of the start.
    """

    letters: tuple[CharSet, ...]
    accepted: list[int] = field(default_factory=list)
    following: list[Counts] = field(default_factory=list)
    work: list[int] = field(default_factory=list)
    first: Counts = field(default_factory=dict)
    last: Counts = field(default_factory=dict)
    empty: int = 0
    enter: int = 0
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shown = [_shown(ranges) for ranges in self.letters]

    def letter(self, mask: int) -> str:
        """Return the most readable character of those that the bits stand for."""
        return min((self.shown[bit] for bit in bits(mask)), key=_readability)

    def by_readability(self) -> list[int]:
        """Return the places of the bits, those with the most readable characters first."""
        return sorted(range(len(self.letters)), key=lambda bit: _readability(self.shown[bit]))

    def mask(self, char: str) -> int:
        """Return the bit of the letter that a character belongs to."""
        code = ord(char)
        return 1 << next(bit for bit, s in enumerate(self.letters) if any(low <= code <= high for low, high in s))


@dataclass(frozen=True, slots=True)
class _Part:
    """A built part: ways to match nothing, ways into its first states, ways out of its last ones, work of entering it.

    The work counts what is tried before a character is consumed: each test of a character, each choice, each round.
    """

    empty: int
    first: Counts
    last: Counts
    enter: int


_NOTHING = _Part(1, {}, {}, 0)


def size(node: Node, loops: Collection[int] = ()) -> int:
    """Return the number of states that building the tree takes."""
    match node:
        case Chars():
            return 1
        case Concatenation(items=parts) | Alternation(branches=parts):
            return sum(size(part, loops) for part in parts)
        case Repeat(body=body, low=low, high=high, at=at):
            copies = 1 if at in loops else max(low, 1) if high is None else high
            return copies * size(body, loops)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of one or more patterns, and the letters of each of their sets, as bits."""

    letters: tuple[CharSet, ...]
    masks: dict[CharSet, int]


def build(root: Node, loops: Collection[int] = (), letters: Alphabet | None = None, most: float = inf) -> Automaton:
    """Build the automaton. Every counter is written out, but those of ``loops`` (their places) become endless loops.

    A counter as a loop has every way that the counter has, and more. ``letters`` are the pattern's own, or those that
    it shares with others. Raises TooLarge where more than ``most`` transitions would be made: states that may all be
    passed by have the square of their number.
    """
    builder = _Builder(letters or alphabet(sets_of(root)), loops, most)
    part = builder.build(root)
    automaton = builder.automaton
    automaton.first, automaton.last, automaton.empty = part.first, part.last, part.empty
    automaton.enter = part.enter + part.empty
    for state, out in part.last.items():
        automaton.work[state] += out  # the test for the end
    return automaton


class TooLarge(Exception):  # noqa: N818 - an answer, not a fault
    """The automaton has more transitions than it may."""


class _Builder:
    def __init__(self, letters: Alphabet, loops: Collection[int], most: float) -> None:
        self.masks = letters.masks
        self.left = most
        self.automaton = Automaton(letters.letters)
        self.loops = loops

    def build(self, node: Node) -> _Part:
        match node:
            case Chars(accepted=accepted):
                state = len(self.automaton.accepted)
                self.automaton.accepted.append(self.masks[accepted])
                self.automaton.following.append({})
                self.automaton.work.append(0)
                return _Part(0, {state: 1}, {state: 1}, 1)
            case Alternation(branches=branches):
                parts = [self.build(branch) for branch in branches]
                return _Part(
                    sum(part.empty for part in parts),
                    _sum(part.first for part in parts),
                    _sum(part.last for part in parts),
                    1 + sum(part.enter for part in parts),
                )
            case Concatenation(items=items):
                part = _NOTHING
                for item in items:
                    part = self._joined(part, self.build(item))
                return part
            case Repeat():
                return self._repeat(node)

    def _repeat(self, node: Repeat) -> _Part:
        if node.high == 0:
            return _NOTHING
        if node.at in self.loops:
            return self._loop(node.body, optional=not node.low)
        part = _NOTHING
        rounds = node.low - 1 if node.high is None and node.low else node.low
        for _ in range(rounds):
            part = self._joined(part, self.build(node.body))
        if node.high is None:
            return self._joined(part, self._loop(node.body, optional=not node.low))
        return self._joined(part, self._at_most(node.body, node.high - node.low))

    def _loop(self, body: Node, *, optional: bool) -> _Part:
        part = self.build(body)
        again = _round(part)
        self._connect(part.last, part.first, again)
        # A round that consumes nothing is the last one.
        last = _times(part.last, 1 + part.empty)
        if optional:
            return _Part(1 + part.empty, part.first, last, again)
        # A round that must be there may be empty and another one follow it.
        first, empty = _times(part.first, 1 + part.empty), part.empty * (1 + part.empty)
        return _Part(empty, first, last, part.enter + part.empty * again)

    def _at_most(self, body: Node, rounds: int) -> _Part:
        """Build up to ``rounds`` rounds; one that consumes nothing is the last."""
        parts = [self.build(body) for _ in range(rounds)]
        if not parts:
            return _NOTHING
        for one, following in pairwise(parts):
            self._connect(one.last, following.first, _round(following))
        last = [_times(part.last, 1 + part.empty) for part in parts[:-1]] + [parts[-1].last]
        return _Part(1 + parts[0].empty, parts[0].first, _sum(last), _round(parts[0]))

    def _joined(self, one: _Part, other: _Part) -> _Part:
        self._connect(one.last, other.first, other.enter)
        return _Part(
            one.empty * other.empty,
            _sum((one.first, _times(other.first, one.empty))),
            _sum((other.last, _times(one.last, other.empty))),
            one.enter + one.empty * other.enter,
        )

    def _connect(self, last: Counts, first: Counts, enter: int) -> None:
        self.left -= len(last) * len(first)
        if self.left < 0:
            raise TooLarge
        for state, out in last.items():
            self.automaton.work[state] += out * enter
            following = self.automaton.following[state]
            for target, into in first.items():
                following[target] = following.get(target, 0) + out * into


def _round(body: _Part) -> int:
    """Return the work of trying another round: to choose it, to enter it, and to find that it consumed nothing."""
    return 1 + body.enter + body.empty


def _sum(counts: Iterable[Counts]) -> Counts:
    total: Counts = {}
    for count in counts:
        for state, ways in count.items():
            total[state] = total.get(state, 0) + ways
    return total


def _times(counts: Counts, factor: int) -> Counts:
    return counts if factor == 1 else {state: ways * factor for state, ways in counts.items()} if factor else {}


def alphabet(accepted: Iterable[CharSet]) -> Alphabet:
    """Cut the characters into classes that none of the sets tells apart.

    The last class holds what no set accepts, where there is such a character.
    """
    sets = sorted(accepted)
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    for n, ranges in enumerate(sets):
        for low, high in ranges:
            begin.setdefault(low, []).append(n)
            end.setdefault(high + 1, []).append(n)
    by_users: dict[int, list[tuple[int, int]]] = {}
    users = 0  # the sets that hold the characters from here on, as bits
    for low, following in pairwise(sorted({0, LAST_CODE_POINT + 1} | begin.keys() | end.keys())):
        for n in end.get(low, ()):
            users &= ~(1 << n)
        for n in begin.get(low, ()):
            users |= 1 << n
        by_users.setdefault(users, []).append((low, following - 1))
    masks = dict.fromkeys(sets, 0)
    for bit, holders in enumerate(by_users):
        for n in bits(holders):
            masks[sets[n]] |= 1 << bit
    return Alphabet(tuple(tuple(ranges) for ranges in by_users.values()), masks)


def bits(mask: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    if mask.bit_count() * 16 < mask.bit_length():  # few of many: quicker one by one
        while mask:
            lowest = mask & -mask
            yield lowest.bit_length() - 1
            mask ^= lowest
        return
    written = f"{mask:b}"[::-1]
    at = written.find("1")
    while at >= 0:
        yield at
        at = written.find("1", at + 1)


def sets_of(node: Node) -> set[CharSet]:
    """Return the sets of characters in a pattern."""
    match node:
        case Chars(accepted=accepted):
            return {accepted}
        case Concatenation(items=parts) | Alternation(branches=parts):
            return set().union(*(sets_of(part) for part in parts))
        case Repeat(body=body):
            return sets_of(body)


def _shown(ranges: CharSet) -> str:
    """Return the most readable character of a class."""
    good = [chr(c) for low, high in ranges for c in range(low, min(high, 126) + 1)]
    return min(good, key=_readability) if good else chr(ranges[0][0])


def _readability(char: str) -> tuple[int, int]:
    """Return a number, small for what reads well in an example: ``a``, letters, ``!``, digits, signs, the rest."""
    order = ("a", "b", "x", "A", "0", "!", ".", "-")
    if char in order:
        return (0, order.index(char))
    if char.isascii() and char.isalnum():
        return (1, ord(char))
    return (2 if char.isascii() and char.isprintable() and char != " " else 3, ord(char))
