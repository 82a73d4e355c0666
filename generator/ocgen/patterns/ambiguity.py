"""Where an automaton can be walked in many ways by one text.

Weber and Seidl, "On the Degree of Ambiguity of Finite Automata" (1991), and Allauzen, Mohri and Rastogi, "General
Algorithms for Testing the Ambiguity of Finite Automata" (2008):

- exponentially many, when some state comes back to itself by the same text in two ways;
- polynomially many, when for two states p and q the same text leads from p to p, from p to q and from q to q; the
  degree is the length of the longest chain of such pairs.

Both are searched for in the product of the automaton with itself, from the states that lie on loops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TypeAlias

from ocgen.patterns import graph
from ocgen.patterns.automaton import Automaton

MAX_PRODUCT_STATES = 200_000

Pair: TypeAlias = tuple[int, int]
Triple: TypeAlias = tuple[int, int, int]


class TooComplex(Exception):  # noqa: N818 - an answer, not a fault
    """The product of the automaton with itself is too large to be searched."""


@dataclass(frozen=True, slots=True)
class Pump:
    """``word`` leads from ``start`` to ``end`` (the same state, or one further on) and can be repeated there."""

    start: int
    word: str
    end: int


class Ambiguity:
    """The search in one automaton. Its methods raise TooComplex."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        # A state that accepts no character is never entered.
        self.targets = [[t for t in following if automaton.accepted[t]] for following in automaton.following]
        self.loops = graph.loops(self.targets)
        self.visited = 0

    def exponential(self) -> Iterator[Pump]:
        """Yield, loop by loop, texts that come back in two ways."""
        for loop in self.loops:
            yield from self._doubled(loop)
            yield from self._forked(loop)

    def chain(self) -> list[Pump]:
        """Return the longest chain of pairs that the same text can be in; empty when there is no pair."""
        return _longest_chain(self.pairs(), self._leads_to)

    def pairs(self) -> list[Pump]:
        """Return, for each two loops that the same text can be in, a pair of their states."""
        found = []
        for loop, other in product(self.loops, self.loops):
            if loop is not other:
                found += self._pair(loop, other)
        return found

    def way(self, source: int, target: int) -> str:
        """Return the shortest text that leads from one state to another."""
        return self._text(graph.walk(self.targets, [source], target)[1:])

    def entry(self, target: int) -> str:
        """Return the shortest text that leads from the start of the pattern to a state."""
        sources = [state for state in self.automaton.first if self.automaton.accepted[state]]
        return self._text(graph.walk(self.targets, sources, target))

    def _text(self, states: list[int]) -> str:
        return "".join(self.automaton.letter(self.automaton.accepted[state]) for state in states)

    def _leads_to(self, source: int, target: int) -> bool:
        return source == target or target in graph.reachable(self.targets, [source])

    def _count(self) -> None:
        self.visited += 1
        if self.visited > MAX_PRODUCT_STATES:
            raise TooComplex

    def _doubled(self, loop: frozenset[int]) -> Iterator[Pump]:
        """A step that is two ways already."""
        for state in sorted(loop):
            for target, ways in self.automaton.following[state].items():
                if ways > 1 and target in loop:
                    yield Pump(state, self._text(graph.walk(self.targets, [target], state, loop)), state)
                    return

    def _forked(self, loop: frozenset[int]) -> Iterator[Pump]:
        """Two ways that part at one state and meet at another."""
        accepted = self.automaton.accepted
        inside = {state: [t for t in self.targets[state] if t in loop] for state in loop}
        came: dict[Pair, tuple[Pair, int]] = {}
        waiting = [(state, state) for state in sorted(loop)]
        for pair in waiting:
            self._count()
            for one, other in product(inside[pair[0]], inside[pair[1]]):
                mask = accepted[one] & accepted[other]
                following = (min(one, other), max(one, other))
                if not mask or following in came:
                    continue
                if one != other:
                    came[following] = (pair, mask)
                    waiting.append(following)
                elif pair[0] != pair[1]:
                    start, word = self._since_parting(pair, came)
                    back = graph.walk(self.targets, [one], start, loop)[1:]
                    yield Pump(start, word + self.automaton.letter(mask) + self._text(back), start)
                    return

    def _since_parting(self, pair: Pair, came: dict[Pair, tuple[Pair, int]]) -> tuple[int, str]:
        """Return the state at which the ways to a pair parted, and the text since."""
        word = ""
        while pair[0] != pair[1]:
            pair, mask = came[pair]
            word = self.automaton.letter(mask) + word
        return pair[0], word

    def _pair(self, loop: frozenset[int], other: frozenset[int]) -> list[Pump]:
        if graph.reachable(self.targets, [min(loop)]).isdisjoint(other):
            return []
        for start, end in product(sorted(loop), sorted(other)):
            word = self._parallel(start, end, loop, other)
            if word:
                return [Pump(start, word, end)]
        return []

    def _parallel(self, start: int, end: int, loop: frozenset[int], other: frozenset[int]) -> str:
        """Return a text that leads from start to start, from start to end and from end to end; empty when none does."""
        accepted, begin, goal = self.automaton.accepted, (start, start, end), (start, end, end)
        came: dict[Triple, tuple[Triple, int]] = {}
        waiting: list[Triple] = [begin]
        for triple in waiting:
            firsts = [x for x in self.targets[triple[0]] if x in loop]
            thirds = [z for z in self.targets[triple[2]] if z in other]
            for x, z in product(firsts, thirds):
                both = accepted[x] & accepted[z]
                for y in self.targets[triple[1]] if both else ():
                    mask, following = both & accepted[y], (x, y, z)
                    if mask and following not in came:
                        self._count()
                        came[following] = (triple, mask)
                        waiting.append(following)
            if goal in came:
                return self._word_to(goal, begin, came)
        return ""

    def _word_to(self, triple: Triple, begin: Triple, came: dict[Triple, tuple[Triple, int]]) -> str:
        word = ""
        while triple != begin:
            triple, mask = came[triple]
            word = self.automaton.letter(mask) + word
        return word


def _longest_chain(pairs: list[Pump], leads_to: Callable[[int, int], bool]) -> list[Pump]:
    """Return the longest chain in which each pair's second loop leads to the next pair's first."""

    @cache
    def after(pump: Pump) -> tuple[Pump, ...]:
        following = [after(p) for p in pairs if leads_to(pump.end, p.start)]
        return (pump, *_longest(following))

    return list(_longest([after(pump) for pump in pairs]))


def _longest(chains: list[tuple[Pump, ...]]) -> tuple[Pump, ...]:
    return max(chains, key=len) if chains else ()
