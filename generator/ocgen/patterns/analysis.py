"""How long a backtracking matcher can take over a pattern that is matched as a whole.

Three looks, from quick to exact. A counter such as ``{0,126}`` taken as an endless loop has every way that the counter
has and more, in a small automaton: nearly every pattern is cleared by this first look. Otherwise the counters are
written out, as far as that fits; what is ambiguous then is so without end. Last, each counter by itself is an endless
loop: a text that is ambiguous there is walked through the written-out automaton, and the ways are counted.

`regexploit` (no release since 2021) and younger tools were looked at: they find shapes by heuristics, and the shapes
that they miss are the reason for a rule like this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ocgen.patterns.ambiguity import Ambiguity, Pump, TooComplex
from ocgen.patterns.automaton import Automaton, build, size
from ocgen.patterns.nodes import Node, Repeat, repeats
from ocgen.patterns.parser import parse
from ocgen.patterns.quoted import quoted

FEW = 8  # times; a counter up to it is written out in the first look too
MAX_STATES = 800  # of the automaton with its counters written out

SHORT_TEXT = 200  # characters; more ways than this many steps in them is a runaway
SHORT_STEPS = 100_000
LONG_TEXT = 4000
LONG_STEPS = LONG_TEXT * LONG_TEXT // 8
MAX_ENDS = 1000  # sets of states to look through for an end that does not match

Growth = Literal["linear", "polynomial", "exponential", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the time grows with the text's length; ``degree`` of a polynomial, and a text that shows it.

    ``attack`` is a sequence of (text, how many times).
    """

    growth: Growth
    degree: int = 1
    attack: tuple[tuple[str, int], ...] = ()

    @property
    def example(self) -> str:
        """The attack as an expression: ``"a" * 30 + "!"``."""
        return " + ".join(f"{quoted(text)} * {times}" if times > 1 else quoted(text) for text, times in self.attack)


@lru_cache(maxsize=4096)
def judge(pattern: str) -> Verdict:
    """Return the verdict on a pattern; ``unknown`` when it cannot be parsed or is too complex to be judged."""
    root = parse(pattern).root
    if root is None:
        return Verdict("unknown")
    try:
        return _judge(root)
    except TooComplex:
        return Verdict("unknown")


def _judge(root: Node) -> Verdict:
    counters = {r.at: r for r in repeats(root) if r.low > 1 or (r.high is not None and r.high > 1)}
    many = {at for at, r in counters.items() if r.high is None or r.high > FEW}
    quick = Ambiguity(build(root, many if size(root, many) <= MAX_STATES else counters))
    if next(quick.exponential(), None) is None and not quick.pairs():
        return Verdict("linear")
    kept = _too_large(root, counters)
    exact = Ambiguity(build(root, kept))
    return (
        next(_exponential(exact, kept, counters.keys() - kept, root), None)
        or next(_polynomial(quick, exact), None)
        or Verdict("linear")
    )


def _exponential(exact: Ambiguity, kept: set[int], counters: set[int], root: Node) -> Iterator[Verdict]:
    for pump in exact.exponential():
        yield from _runaway(exact, pump, exact.automaton)
    for at in counters:
        looped = Ambiguity(build(root, kept | {at}))
        for pump in looped.exponential():
            text = looped.entry(pump.start) + pump.word * (SHORT_TEXT // len(pump.word))
            if steps(exact.automaton, text, SHORT_STEPS) > SHORT_STEPS:
                yield from _runaway(looped, pump, exact.automaton)


def _polynomial(quick: Ambiguity, exact: Ambiguity) -> Iterator[Verdict]:
    chain = exact.chain()
    if chain:
        yield from _crawl(exact, chain, exact.automaton)
    for pump in exact.pairs():
        yield from _crawl(exact, [pump], exact.automaton)
    for pump in quick.pairs():
        text = quick.entry(pump.start) + pump.word * (LONG_TEXT // len(pump.word))
        if steps(exact.automaton, text, LONG_STEPS) > LONG_STEPS:
            yield from _crawl(quick, [pump], exact.automaton)


def _too_large(root: Node, counters: dict[int, Repeat]) -> set[int]:
    """Return the counters that have to stay loops for the automaton to fit, the costliest first."""
    kept: set[int] = set()
    while size(root, kept) > MAX_STATES:
        rest = [r for at, r in counters.items() if at not in kept]
        kept.add(max(rest, key=lambda r: size(r, kept)).at)
    return kept


def _runaway(search: Ambiguity, pump: Pump, exact: Automaton) -> Iterator[Verdict]:
    times = max(2, 40 // len(pump.word))
    attack = ((search.entry(pump.start), 1), (pump.word, times))
    for whole in _with_end(attack, exact):
        yield Verdict("exponential", attack=whole)


def _crawl(search: Ambiguity, chain: list[Pump], exact: Automaton) -> Iterator[Verdict]:
    attack: list[tuple[str, int]] = [(search.entry(chain[0].start), 1)]
    for pump, following in zip(chain, [*chain[1:], None], strict=True):
        attack.append((pump.word, max(2, 5000 // len(pump.word))))
        if following is not None:
            attack.append((search.way(pump.end, following.start), 1))
    for whole in _with_end(tuple(attack), exact):
        yield Verdict("polynomial", len(chain) + 1, whole)


def _with_end(attack: tuple[tuple[str, int], ...], exact: Automaton) -> Iterator[tuple[tuple[str, int], ...]]:
    """Yield the attack with what makes the match fail, so that the matcher tries every way; nothing if all matches."""
    end = _refused_end(exact, "".join(word * min(times, 50) for word, times in attack))
    if end is not None:
        yield tuple((word, times) for word, times in (*attack, (end, 1)) if word)


def _refused_end(exact: Automaton, text: str) -> str | None:
    """Return the shortest continuation with which the whole text does not match; None when there is none."""
    begin = frozenset(_states(exact, text))
    waiting, seen = [(begin, "")], {begin}
    for states, end in waiting:
        if states.isdisjoint(exact.last) or len(seen) > MAX_ENDS:
            return end
        following = {target for state in states for target in exact.following[state]}
        masks = [1 << bit for bit in range(len(exact.letters))]
        for mask in sorted(masks, key=exact.letter):
            reached = frozenset(target for target in following if exact.accepted[target] & mask)
            if reached not in seen:
                seen.add(reached)
                waiting.append((reached, end + exact.letter(mask)))
    return None


def steps(automaton: Automaton, text: str, enough: int) -> int:
    """Return the number of steps that trying every way through the text takes; stops counting at ``enough``."""
    ways = dict(automaton.first)
    total = 0
    for char in text:
        mask = automaton.mask(char)
        here = {state: n for state, n in ways.items() if automaton.accepted[state] & mask}
        total += sum(here.values())
        if not here or total > enough:
            break
        ways = _next(automaton, here)
    return total


def _next(automaton: Automaton, here: dict[int, int]) -> dict[int, int]:
    ways: dict[int, int] = {}
    for state, n in here.items():
        for target, factor in automaton.following[state].items():
            ways[target] = ways.get(target, 0) + n * factor
    return ways


def _states(automaton: Automaton, text: str) -> dict[int, int]:
    """Return the states in which a walk through the text can be."""
    here: dict[int, int] = {}
    ways = dict.fromkeys(automaton.first, 1)
    for char in text:
        mask = automaton.mask(char)
        here = dict.fromkeys((state for state in ways if automaton.accepted[state] & mask), 1)
        ways = dict.fromkeys((target for state in here for target in automaton.following[state]), 1)
    return here
