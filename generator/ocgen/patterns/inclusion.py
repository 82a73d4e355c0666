"""Whether all that fits one pattern fits another too, or one of several.

Both automata read a text side by side: a state of the first together with all states that the second can be in. A text
with which the first may end and the second cannot is what is looked for, the shortest first. A pair need not be
followed where the first was in the same state before and the second in fewer (De Wulf, Doyen, Henzinger and Raskin,
"Antichains: A New Algorithm for Checking Universality of Finite Automata", 2006).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ocgen.patterns.automaton import Alphabet, Automaton, TooLarge, alphabet, bits, build, sets_of, size
from ocgen.patterns.nodes import ANYTHING, Alternation, Concatenation, Node
from ocgen.patterns.parser import parse

MAX_STATES = 10_000  # of one automaton
MAX_TRANSITIONS = 200_000
MAX_STEPS = 4_000_000  # of both together; about a second
MAX_BITS = 400_000_000  # of the sets of states that are kept; 50 MB

_SURROGATES = ((0xD800, 0xDFFF),)  # halves of characters, which no text has
_START = -1


@dataclass(frozen=True, slots=True)
class Inclusion:
    """``example`` fits the first pattern and no other; None when there is no such text, or it is not known."""

    known: bool
    example: str | None = None

    @property
    def holds(self) -> bool:
        """Whether all that fits the first pattern is known to fit another."""
        return self.known and self.example is None


UNKNOWN = Inclusion(known=False)


@lru_cache(maxsize=1024)
def inclusion(first: str, *others: str) -> Inclusion:
    """Return whether all that fits ``first`` fits one of ``others``; an empty pattern fits everything.

    It is not known for patterns outside the portable subset, and for those that are too large to be compared, unless
    one of ``others`` is the very same.
    """
    if first in others:
        return Inclusion(known=True)
    roots = [root for pattern in (first, *others) if (root := _whole(pattern)) is not None]
    if len(roots) < len(others) + 1:
        return UNKNOWN
    one, other = roots[0], roots[1] if len(others) == 1 else Alternation(tuple(roots[1:]))
    if max(size(one), size(other)) > MAX_STATES:
        return UNKNOWN
    letters = alphabet({_SURROGATES} | sets_of(one) | sets_of(other))
    try:
        first_, second_ = (build(root, letters=letters, most=MAX_TRANSITIONS) for root in (one, other))
        return Inclusion(known=True, example=_Search(first_, second_, letters).run())
    except (TooLarge, _TooLong):
        return UNKNOWN


class _TooLong(Exception):  # noqa: N818 - an answer, not a fault
    """The search has taken all the steps that it may."""


def _whole(text: str) -> Node | None:
    """Return a pattern as one of the whole text: a pattern is searched for, so what is not anchored may go on."""
    pattern = parse(text)
    if pattern.root is None or pattern.problems:
        return None
    if pattern.branches > 1 and (pattern.starts or pattern.ends):
        return None  # each anchor belongs to one branch
    before = () if pattern.starts else (ANYTHING,)
    after = () if pattern.ends else (ANYTHING,)
    return Concatenation((*before, pattern.root, *after))


class _Search:
    def __init__(self, first: Automaton, second: Automaton, letters: Alphabet) -> None:
        self.first, self.second = first, second
        self.letters = [bit for bit in first.by_readability() if not letters.masks[_SURROGATES] >> bit & 1]
        # Sets of the second automaton's states are the bits of a number.
        self.following = [_bits(targets) for targets in second.following]
        self.accepting = [0] * len(second.letters)
        for state, mask in enumerate(second.accepted):
            for bit in bits(mask):
                self.accepting[bit] |= 1 << state
        self.last = _bits(second.last)
        # Such a number is long: it is kept once, and named by its place.
        self.sets: list[int] = []
        self.places: dict[int, int] = {}
        self.taken: dict[tuple[int, int], int] = {}
        self.steps = 0

    def run(self) -> str | None:
        """Return the shortest text with which only the first automaton may end; raises _TooLong."""
        if self.first.empty and not self.second.empty:
            return ""
        pairs: list[tuple[int, int]] = [(_START, self._place(0))]
        came: list[tuple[int, int]] = [(0, 0)]  # for each pair, the place of the one before it and the letter
        smallest: dict[int, list[int]] = {}
        for at, (state, others) in enumerate(pairs):
            for target, bit in self._ways(state):
                place = self._after(state, others, bit)
                reached = self.sets[place]
                if target in self.first.last and not reached & self.last:
                    return self._text(at, came) + self.first.letter(1 << bit)
                known = smallest.setdefault(target, [])
                self._count(len(known))
                if not any(fewer & reached == fewer for fewer in known):
                    known.append(reached)
                    pairs.append((target, place))
                    came.append((at, bit))
        return None

    def _ways(self, state: int) -> Iterator[tuple[int, int]]:
        targets = self.first.first if state == _START else self.first.following[state]
        for bit in self.letters:
            for target in targets:
                if self.first.accepted[target] >> bit & 1:
                    self._count(1)
                    yield target, bit

    def _after(self, state: int, others: int, bit: int) -> int:
        """Return the place of the set of states that the second automaton is in after a letter."""
        if state == _START:
            return self._place(_bits(self.second.first) & self.accepting[bit])
        if (others, bit) not in self.taken:
            reached = 0
            self._count(self.sets[others].bit_count())
            for one in bits(self.sets[others]):
                reached |= self.following[one]
            self.taken[others, bit] = self._place(reached & self.accepting[bit])
        return self.taken[others, bit]

    def _place(self, states: int) -> int:
        if states not in self.places:
            if len(self.sets) * len(self.following) > MAX_BITS:
                raise _TooLong
            self.places[states] = len(self.sets)
            self.sets.append(states)
        return self.places[states]

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise _TooLong

    def _text(self, at: int, came: list[tuple[int, int]]) -> str:
        text = ""
        while at:
            at, bit = came[at]
            text = self.first.letter(1 << bit) + text
        return text


def _bits(states: Iterator[int] | dict[int, int]) -> int:
    return sum(1 << state for state in states)
