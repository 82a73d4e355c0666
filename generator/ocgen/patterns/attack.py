"""Texts that take a matcher long.

What is told of an attack is true: the ways are counted on an automaton that has no other ways than the pattern, and
that the text does not match is seen on one that has every way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from ocgen.patterns.ambiguity import Ambiguity, Pump
from ocgen.patterns.automaton import Automaton, Counts, bits
from ocgen.patterns.cost import TEXT, Effort, TooComplex

Attack: TypeAlias = tuple[tuple[str, int], ...]  # texts, and how many times each is repeated

LONG = 100_000_000  # steps; about a second
MAX_ENDS = 1000  # sets of states to look through for an end that does not match
MAX_PERIOD = 12  # characters of a text that is found to be repeated
BREADTH = 12  # texts that are followed at the same time


def written(attack: Attack) -> str:
    """Return the whole text."""
    return "".join(text * times for text, times in attack)


def runaway(search: Ambiguity, pump: Pump) -> Attack:
    """Return an attack of some forty characters by what comes back in two ways."""
    return _cleared((search.entry(pump.start), 1), (pump.word, max(2, 40 // len(pump.word))))


def crawl(search: Ambiguity, chain: list[Pump], length: int) -> Attack:
    """Return an attack of about so many characters by a chain of pairs."""
    parts = [(search.entry(chain[0].start), 1)]
    for at, pump in enumerate(chain):
        parts.append((pump.word, max(2, length // len(chain) // len(pump.word))))
        if at + 1 < len(chain):
            parts.append((search.way(pump.end, chain[at + 1].start), 1))
    return _cleared(*parts)


@dataclass(frozen=True, slots=True)
class Found:
    """The text that takes the most steps of those that were looked at; ``all`` tells that no other takes more."""

    text: str
    steps: int
    all: bool


@dataclass(frozen=True, slots=True)
class _Grown:
    text: str
    here: Counts  # ways to each state that the text leads to
    weight: int  # steps at its last character
    total: int

    def covers(self, other: _Grown) -> bool:
        """Whether whatever follows takes as many steps after this text as after the other, or more."""
        return self.total >= other.total and all(self.here.get(state, 0) >= n for state, n in other.here.items())


def find(automaton: Automaton, enough: int, effort: Effort) -> Found:
    """Return the text that takes the most steps, or one that takes more than ``enough``.

    Texts are grown by a character at a time. Dropped are those that another one covers, and where too many are left
    those that can be continued in the fewest ways; then, and when the effort is spent, the rest is a guess.
    """
    letters, every = automaton.by_readability(), True
    best = _Grown("", {}, 0, automaton.enter)
    front = [best]
    try:
        for _ in range(TEXT):
            grown = [further for text in front for further in _grown(automaton, text, letters, effort)]
            grown.sort(key=lambda text: (-text.weight, -text.total))
            front = []
            for text in grown:
                effort.spend(len(front) * len(text.here))
                if any(other.covers(text) for other in front):
                    continue
                if len(front) == BREADTH:
                    every = False
                    break
                front.append(text)
            best = max([best, *front], key=lambda text: text.total)
            if best.total > enough or not front:
                break
    except TooComplex:
        every = False
    return Found(best.text, best.total, every)


def _grown(automaton: Automaton, text: _Grown, letters: list[int], effort: Effort) -> Iterator[_Grown]:
    """Yield the text with each letter more that leads on."""
    ways = _next(automaton, text.here) if text.text else automaton.first
    accepted = 0
    for state in ways:
        accepted |= automaton.accepted[state]
    effort.spend(sum(len(automaton.following[state]) for state in text.here))
    for bit in letters:
        if accepted >> bit & 1:
            effort.spend(len(ways))
            here = {state: n for state, n in ways.items() if automaton.accepted[state] >> bit & 1}
            weight = sum(n * automaton.work[state] for state, n in here.items())
            yield _Grown(text.text + automaton.shown[bit], here, weight, text.total + weight)


def repeated(text: str, automaton: Automaton, enough: int, effort: Effort) -> Attack:
    """Return a text as something repeated, where that takes ``enough`` steps as well; the shortest beginning first.

    It is repeated as often as shows clearly what is meant: LONG steps, if they can be had.
    """
    with suppress(TooComplex):
        for begin, period in product(range(len(text)), range(1, MAX_PERIOD + 1)):
            word = text[begin : begin + period]
            if len(word) < period or word * 2 != text[begin : begin + 2 * period]:
                continue
            most = (TEXT - 1 - begin) // period
            effort.spend(len(automaton.accepted) * 10)
            taken = steps(automaton, text[:begin] + word * most, LONG)
            if taken > enough:
                times = _fewest(automaton, text[:begin], word, most, min(taken - 1, LONG))
                return _cleared((text[:begin], 1), (word, times))
    return ((text, 1),)


def with_end(attack: Attack, automaton: Automaton, effort: Effort) -> Attack | None:
    """Return the attack with an end that makes the match fail, so that every way is tried; None when none is found.

    Raises TooComplex.
    """
    end = _refused_end(automaton, written(tuple((text, min(times, 50)) for text, times in attack)), effort)
    return None if end is None else _cleared(*attack, (end, 1))


def steps(automaton: Automaton, text: str, enough: int) -> int:
    """Return the number of steps that trying every way through the text takes; stops counting at ``enough``."""
    ways, total = dict(automaton.first), automaton.enter
    for char in text:
        mask = automaton.mask(char)
        here = {state: n for state, n in ways.items() if automaton.accepted[state] & mask}
        total += sum(n * automaton.work[state] for state, n in here.items())
        if not here or total > enough:
            break
        ways = _next(automaton, here)
    return total


def _cleared(*parts: tuple[str, int]) -> Attack:
    """Leave out what is empty, and join equal neighbours."""
    found: list[tuple[str, int]] = []
    for text, times in parts:
        if found and found[-1][0] == text and max(times, found[-1][1]) > 1:
            found[-1] = (text, found[-1][1] + times)
        elif text:
            found.append((text, times))
    return tuple(found)


def _fewest(automaton: Automaton, before: str, word: str, most: int, enough: int) -> int:
    """Return how often a word has to be repeated to take more than ``enough`` steps, which ``most`` times do."""
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        if steps(automaton, before + word * middle, enough) > enough:
            high = middle
        else:
            low = middle + 1
    return high


def _next(automaton: Automaton, here: Counts) -> Counts:
    ways: Counts = {}
    for state, n in here.items():
        for target, factor in automaton.following[state].items():
            ways[target] = ways.get(target, 0) + n * factor
    return ways


def _refused_end(automaton: Automaton, text: str, effort: Effort) -> str | None:
    """Return the shortest continuation with which the whole text does not match; None when none is found."""
    search = _AttackEnds(automaton, effort)
    begin = search.entered
    for at, char in enumerate(text):
        begin = (search.after(begin) if at else begin) & search.accepting[automaton.mask(char).bit_length() - 1]
    if not (begin & search.last if text else automaton.empty):
        return ""
    waiting, seen = [(begin, "")], {begin}
    for states, end in waiting:
        reached = search.after(states) if text or end else states
        for bit in search.letters:
            further = reached & search.accepting[bit]
            if not further & search.last:
                return end + automaton.shown[bit]
            if further not in seen and len(seen) < MAX_ENDS:
                seen.add(further)
                waiting.append((further, end + automaton.shown[bit]))
    return None


class _AttackEnds:
    """An automaton that is in several states at a time, which are the bits of a number."""

    def __init__(self, automaton: Automaton, effort: Effort) -> None:
        self.effort = effort
        self.following = [sum(1 << target for target in targets) for targets in automaton.following]
        self.accepting = [0] * len(automaton.letters)
        for state, mask in enumerate(automaton.accepted):
            for bit in bits(mask):
                self.accepting[bit] |= 1 << state
        self.letters = automaton.by_readability()
        self.entered = sum(1 << state for state in automaton.first)
        self.last = sum(1 << state for state in automaton.last)

    def after(self, states: int) -> int:
        """Return the states that follow, over any letter; raises TooComplex."""
        self.effort.spend(states.bit_count() + len(self.letters))
        reached = 0
        for state in bits(states):
            reached |= self.following[state]
        return reached
