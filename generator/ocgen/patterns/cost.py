"""The most that a backtracking matcher can do over any text of a bounded length.

Each way into a text is tried at worst, so what is bounded is the number of ways, character by character: of the ways to
a state, those of the states before it add up, but only of states that one text can be in at the same time. A text in
one state of a group of which no text can be in two takes the ways of one of them. Which pairs of states a text can be
in together is worked out first, on the product of the automaton with itself.

Every number here is an upper bound: a text that takes as much need not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ocgen.patterns.automaton import Automaton, bits

TEXT = 256  # characters of the longest text that is judged

Group: TypeAlias = list[tuple[int, int]]  # (state, ways on from it), of which a text is in one at most


class TooComplex(Exception):  # noqa: N818 - an answer, not a fault
    """The search has taken all the steps that it may."""


class Effort:
    """Counts the steps of a search, and ends it when there are too many."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, steps: int) -> None:
        """Count some steps; raises TooComplex."""
        self.left -= steps
        if self.left < 0:
            raise TooComplex


def most_steps(automaton: Automaton, enough: int, effort: Effort, *, exact: bool) -> int:
    """Return a number of steps that no text of up to TEXT characters exceeds; stops counting beyond ``enough``.

    The automaton has every way that the pattern has; it may have more, unless it is ``exact``. Raises TooComplex.
    """
    bound = _Bound(automaton, effort, _sure(automaton, effort) if exact else set())
    total, ways = automaton.enter, bound.entered()
    for position in range(TEXT):
        here = bound.weight(ways)
        total += here
        if total > enough or not here:
            break
        following = bound.after(ways)
        if following == ways:
            total += here * (TEXT - 1 - position)
            break
        ways = following
    return total


class _Bound:
    def __init__(self, automaton: Automaton, effort: Effort, sure: set[int]) -> None:
        self.automaton, self.effort, self.sure = automaton, effort, sure
        self.together = together(automaton, effort)
        # Once in a state from which everything matches, a matcher never goes back: of these it sees one at a time.
        one_of = sum(1 << state for state in self.sure)
        for state in self.sure:
            self.together[state] &= ~one_of | 1 << state
        states = [state for state, others in enumerate(self.together) if others]
        self.weighed = [[(s, automaton.work[s]) for s in group] for group in self._groups(states)]
        self.before = self._before(states)

    def entered(self) -> list[int]:
        """Return the ways to each state over the first character."""
        first = self.automaton.first
        return [self._capped(s, first.get(s, 0)) if others else 0 for s, others in enumerate(self.together)]

    def after(self, ways: list[int]) -> list[int]:
        """Return the ways to each state, one character on."""
        following = [0] * len(ways)
        for state, groups in self.before:
            self.effort.spend(sum(map(len, groups)))
            following[state] = self._capped(state, _most(groups, ways))
        return following

    def weight(self, ways: list[int]) -> int:
        """Return the most steps that any text takes at one place, where each state is reached in so many ways."""
        self.effort.spend(len(ways))
        return _most(self.weighed, ways)

    def _capped(self, state: int, ways: int) -> int:
        return min(ways, 1) if state in self.sure else ways

    def _before(self, states: list[int]) -> list[tuple[int, list[Group]]]:
        before: dict[int, Group] = {state: [] for state in states}
        for state in states:
            for target, factor in self.automaton.following[state].items():
                if target in before:
                    before[target].append((state, factor))
        known: dict[tuple[int, ...], list[list[int]]] = {}
        grouped = []
        for target, sources in before.items():
            key = tuple(source for source, _ in sources)
            if key not in known:
                known[key] = self._groups(key)
            factors = dict(sources)
            grouped.append((target, [[(s, factors[s]) for s in group] for group in known[key]]))
        return grouped

    def _groups(self, states: Sequence[int]) -> list[list[int]]:
        """Split states into groups of which no text can be in two."""
        groups: list[list[int]] = []
        masks: list[int] = []
        for state in states:
            others = self.together[state]
            at = next((n for n, mask in enumerate(masks) if not mask & others), len(masks))
            self.effort.spend(at + 1)
            if at == len(masks):
                groups.append([])
                masks.append(0)
            groups[at].append(state)
            masks[at] |= 1 << state
        return groups


def _most(groups: Iterable[Group], ways: list[int]) -> int:
    return sum(max([ways[state] * factor for state, factor in group]) for group in groups)


def together(automaton: Automaton, effort: Effort) -> list[int]:
    """Return, for each state, the states that a text can be in together with it, itself included, as bits.

    It is 0 for a state that is never entered. Raises TooComplex.
    """
    overlapping = _overlapping(automaton)
    followers = [sum(1 << target for target in following) for following in automaton.following]
    found = [0] * len(followers)
    waiting: dict[int, int] = {}

    def meet(targets: Iterable[int], reached: int) -> None:
        for target in targets:
            fresh = reached & overlapping[target] & ~found[target]
            if fresh:
                found[target] |= fresh
                waiting[target] = waiting.get(target, 0) | fresh

    meet(automaton.first, sum(1 << state for state in automaton.first))
    while waiting:
        state, fresh = waiting.popitem()
        reached = 0
        for other in bits(fresh):
            reached |= followers[other]
        effort.spend(fresh.bit_count() + len(automaton.following[state]))
        meet(automaton.following[state], reached)
    return found


def _overlapping(automaton: Automaton) -> list[int]:
    """Return, for each state, the states that accept a letter that it accepts, as bits."""
    users = [0] * len(automaton.letters)
    for state, mask in enumerate(automaton.accepted):
        for bit in bits(mask):
            users[bit] |= 1 << state
    known: dict[int, int] = {}
    for mask in automaton.accepted:
        if mask not in known:
            known[mask] = 0
            for bit in bits(mask):
                known[mask] |= users[bit]
    return [known[mask] for mask in automaton.accepted]


def _sure(automaton: Automaton, effort: Effort) -> set[int]:
    """Return states from which everything matches: they may end, and lead over every letter to such a state."""
    every = (1 << len(automaton.letters)) - 1
    sure = set(automaton.last)
    while True:
        kept = set()
        for state in sure:
            over = 0
            for target in automaton.following[state]:
                if target in sure:
                    over |= automaton.accepted[target]
            effort.spend(len(automaton.following[state]))
            if over == every:
                kept.add(state)
        if kept == sure:
            return sure
        sure = kept
