"""Where an automaton can be walked in many ways by one text.

Weber and Seidl, "On the Degree of Ambiguity of Finite Automata" (1991), and Allauzen, Mohri and Rastogi, "General
Algorithms for Testing the Ambiguity of Finite Automata" (2008):

- exponentially many, when some state comes back to itself by the same text in two ways;
- polynomially many, when for two states p and q the same text leads from p to p, from p to q and from q to q; the
  degree is the length of the longest chain of such pairs.

Both are searched for in the product of the automaton with itself, from the states that lie on loops.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from ocgen.patterns import graph
from ocgen.patterns.automaton import Automaton
from ocgen.patterns.cost import Effort

Pair: TypeAlias = tuple[int, int]
Triple: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Pump:
    """``word`` leads from ``start`` to ``end`` (the same state, or one further on) and can be repeated there."""

    start: int
    word: str
    end: int


class Ambiguity:
    """The search in one automaton. Its methods raise TooComplex."""

    def __init__(self, automaton: Automaton, effort: Effort) -> None:
        self.automaton, self.effort = automaton, effort
        # A state that accepts no character is never entered.
        self.targets = [[t for t in following if automaton.accepted[t]] for following in automaton.following]
        self.loops = graph.loops(self.targets)  # those that lead to no other one first

    def exponential(self) -> Iterator[Pump]:
        """Yield, loop by loop, texts that come back in two ways."""
        for loop in self.loops:
            yield from self._doubled(loop)
            yield from self._forked(loop)

    def chain(self) -> list[Pump]:
        """Return the longest chain of pairs, each of which leads to the next; empty when there is no pair."""
        leads = self._leads()
        best: list[list[Pump]] = []  # for each loop, the longest chain that begins in it or in one further on
        for at, loop in enumerate(self.loops):
            longest = max((best[other] for other in leads[at]), key=len, default=[])
            for other in leads[at]:
                # A shorter chain is not looked for: to try each pair of states takes long.
                if len(best[other]) + 1 > len(longest):
                    longest = max(longest, [*self._pair(loop, self.loops[other]), *best[other]], key=len)
            best.append(longest)
        return max(best, key=len, default=[])

    def ambiguous(self) -> bool:
        """Whether any text can be in two loops, or come back in two ways."""
        if next(self.exponential(), None) is not None:
            return True
        leads = self._leads()
        return any(self._pair(self.loops[at], self.loops[other]) for at in range(len(leads)) for other in leads[at])

    def _leads(self) -> list[list[int]]:
        """Return, for each loop, the places of the other loops that it leads to."""
        leads = []
        for at, loop in enumerate(self.loops):
            reached = graph.reachable(self.targets, [min(loop)])
            self.effort.spend(len(self.targets) + at)
            leads.append([n for n in range(at) if not reached.isdisjoint(self.loops[n])])
        return leads

    def way(self, source: int, target: int) -> str:
        """Return the shortest text that leads from one state to another."""
        return self._text(graph.walk(self.targets, [source], target)[1:])

    def entry(self, target: int) -> str:
        """Return the shortest text that leads from the start of the pattern to a state."""
        sources = [state for state in self.automaton.first if self.automaton.accepted[state]]
        return self._text(graph.walk(self.targets, sources, target))

    def _text(self, states: list[int]) -> str:
        return "".join(self.automaton.letter(self.automaton.accepted[state]) for state in states)

    def _doubled(self, loop: frozenset[int]) -> Iterator[Pump]:
        """Yield a text that a loop takes in two ways: by a single step that can be made in two ways."""
        for state in sorted(loop):
            for target, ways in self.automaton.following[state].items():
                if ways > 1 and target in loop:
                    yield Pump(state, self._text(graph.walk(self.targets, [target], state, loop)), state)
                    return

    def _forked(self, loop: frozenset[int]) -> Iterator[Pump]:
        """Yield a text that a loop takes in two ways, which begin at one state and meet at another."""
        accepted = self.automaton.accepted
        inside = {state: [t for t in self.targets[state] if t in loop] for state in loop}
        came: dict[Pair, tuple[Pair, int]] = {}
        waiting = [(state, state) for state in sorted(loop)]
        for pair in waiting:
            self.effort.spend(1 + len(inside[pair[0]]) * len(inside[pair[1]]))
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
            self.effort.spend(1 + len(firsts) * len(thirds) * len(self.targets[triple[1]]))
            for x, z in product(firsts, thirds):
                both = accepted[x] & accepted[z]
                for y in self.targets[triple[1]] if both else ():
                    mask, following = both & accepted[y], (x, y, z)
                    if mask and following not in came:
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
