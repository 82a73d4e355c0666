"""How long a backtracking matcher can take over a pattern.

Safe is a pattern over which no text of TEXT characters takes more than MOST_STEPS, in Python or in ECMAScript: some
10 ms. That is proved by an upper bound, first with the counters taken as endless loops (every way that the counters
have and more, in a small automaton, which clears nearly every pattern), then with the counters written out. What is
not proved is searched for an attack; where none is found, the pattern is too complex to be judged, and not safe.

Apart from that, a safe pattern can still slow down with the square of the text's length, which is told of too.

`regexploit` (no release since 2021) and younger tools were looked at: they find shapes by heuristics, and the shapes
that they miss are the reason for a rule like this one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Literal

from ocgen.patterns import attack as attacks
from ocgen.patterns.ambiguity import Ambiguity
from ocgen.patterns.attack import Attack
from ocgen.patterns.automaton import Automaton, TooLarge, build, size
from ocgen.patterns.cost import TEXT, Effort, TooComplex, most_steps
from ocgen.patterns.nodes import ANYTHING, Concatenation, Node, Repeat, repeats, shortened, shortest, within
from ocgen.patterns.parser import Pattern, parse
from ocgen.patterns.quoted import quoted

MOST_STEPS = 250_000
FEW = 8  # times; a counter up to it is written out in the first look too
MAX_STATES = 1500
MAX_TRANSITIONS = 40_000
EFFORT = 250_000  # steps of ours in each look at a pattern; a tenth of a second
MANY_STEPS = 10**15  # more are not counted
LONG_TEXT = 5000  # characters of a text that shows how the time grows

Growth = Literal["linear", "polynomial", "exponential", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the time grows with the text's length; ``degree`` of a polynomial, and a text that shows it.

    ``attack`` is a sequence of (text, how many times). Of a safe pattern ``steps`` is a number that no text of TEXT
    characters exceeds, of another one what the attack takes, cut to TEXT characters. ``unknown`` is what cannot be
    parsed, means different things to different engines, or is too complex to be judged.
    """

    growth: Growth
    degree: int = 1
    attack: Attack = ()
    steps: int = 0
    safe: bool = False

    @property
    def example(self) -> str:
        """The attack as an expression: ``"a" * 30 + "!"``."""
        return " + ".join(f"{quoted(text)} * {times}" if times > 1 else quoted(text) for text, times in self.attack)


@lru_cache(maxsize=4096)
def judge(pattern: str) -> Verdict:
    """Return the verdict on a pattern. Takes a bounded number of steps, whatever the pattern."""
    parsed = parse(pattern)
    if parsed.root is None:
        return Verdict("unknown")
    verdict = next(_growth(within(parsed.root, TEXT)), None)
    if verdict is None or verdict.steps <= MOST_STEPS:
        bounded = _bounded(within(_searched(parsed, parsed.root), TEXT))
        if verdict is None or bounded.growth == "exponential":
            verdict = bounded
        elif verdict.growth == "polynomial":
            verdict = replace(verdict, safe=bounded.safe)
    # Sets such as \d hold more in one engine than in the other, so that nothing is proved for both.
    return Verdict("unknown") if verdict.safe and parsed.problems else verdict


def _searched(pattern: Pattern, root: Node) -> Node:
    """Return what is matched when the pattern is searched for: it may begin and end anywhere if it is not anchored."""
    before = () if pattern.starts and pattern.branches == 1 else (ANYTHING,)
    after = () if pattern.ends and pattern.branches == 1 else (ANYTHING,)
    return Concatenation((*before, root, *after))


def _bounded(root: Node) -> Verdict:
    """Return what is proved, or found, of texts of up to TEXT characters."""
    looks = _looks(root)
    tries = [partial(_proved, root, loops) for loops in looks]
    verdicts = (judged() for judged in (*tries[:1], partial(_found, root), *tries[1:]))
    return next((verdict for verdict in verdicts if verdict is not None), Verdict("unknown"))


def _proved(root: Node, loops: Collection[int]) -> Verdict | None:
    """Return that the pattern is safe, where that is proved with some counters taken as loops."""
    try:
        automaton = build(root, loops, most=MAX_TRANSITIONS)
        most = most_steps(automaton, MOST_STEPS, Effort(EFFORT), exact=not loops)
    except (TooComplex, TooLarge):
        return None
    return Verdict("linear", steps=most, safe=True) if most <= MOST_STEPS else None


def _found(root: Node) -> Verdict | None:
    """Return a text that takes too long, or that no text does if that was seen; None when neither is known."""
    try:
        less, more = _automata(root)
        found = attacks.find(less, MOST_STEPS, Effort(EFFORT))
        if found.steps > MOST_STEPS:
            shown = attacks.repeated(found.text, less, MOST_STEPS, Effort(EFFORT))
            attack = attacks.with_end(shown, more, Effort(EFFORT))
            return Verdict("exponential", attack=attack, steps=_measured(less, attack)) if attack else None
    except (TooComplex, TooLarge):
        return None
    return Verdict("linear", steps=found.steps, safe=True) if found.all and less is more else None


def _looks(root: Node) -> list[Collection[int]]:
    """Return sets of counters to take as loops so that the automaton fits: those that go far, then the fewest."""
    counters = _counters(root)
    far = {at for at, counter in counters.items() if (counter.high or 0) > FEW}
    looks: list[Collection[int]] = []
    for loops in (far, _too_large(root, counters), counters.keys()):
        if set(loops) not in looks and size(root, loops) <= MAX_STATES:
            looks.append(set(loops))
    return looks[:2]


def _counters(root: Node) -> dict[int, Repeat]:
    """Return the counters that may be taken as loops: not where rounds that must be there may be empty."""
    found = (r for r in repeats(root) if r.high is not None and r.high > 1)
    return {r.at: r for r in found if r.low < 2 or shortest(r.body)}


def _too_large(root: Node, counters: dict[int, Repeat]) -> set[int]:
    """Return the counters that have to stay loops for the automaton to fit, the costliest first."""
    kept: set[int] = set()
    while len(kept) < len(counters) and size(root, kept) > MAX_STATES:
        rest = [r for at, r in counters.items() if at not in kept]
        kept.add(max(rest, key=lambda r: r.high or 0).at)
    return kept


def _growth(root: Node) -> Iterator[Verdict]:
    """Yield a verdict if the time grows faster than the text, without end."""
    for loops in _looks(root)[:1]:
        with suppress(TooComplex, TooLarge):
            if not Ambiguity(build(root, loops, most=MAX_TRANSITIONS), Effort(EFFORT)).ambiguous():
                return
    try:
        less, more = _automata(root)
        search, effort = Ambiguity(less, Effort(EFFORT)), Effort(EFFORT)
        for pump in search.exponential():
            attack = attacks.with_end(attacks.runaway(search, pump), more, effort)
            if attack:
                yield Verdict("exponential", attack=attack, steps=_measured(less, attack))
        chain = search.chain()
        attack = attacks.with_end(attacks.crawl(search, chain, LONG_TEXT), more, effort) if chain else None
        if attack:
            steps = _measured(less, attacks.crawl(search, chain, TEXT - 16))
            yield Verdict("polynomial", len(chain) + 1, attack, steps)
    except (TooComplex, TooLarge):
        return


def _automata(root: Node) -> tuple[Automaton, Automaton]:
    """Return an automaton with no other ways than the pattern, and one with every way; the same where that fits."""
    kept = _too_large(root, _counters(root))
    more = build(root, kept, most=MAX_TRANSITIONS)
    if not kept:
        return more, more
    for most in (64, 32, 16, 8, 4, 2, 1):
        less = shortened(root, most)
        if size(less) <= MAX_STATES:
            with suppress(TooLarge):
                return build(less, most=MAX_TRANSITIONS), more
    raise TooLarge


def _measured(automaton: Automaton, attack: Attack) -> int:
    return attacks.steps(automaton, attacks.written(attack)[:TEXT], MANY_STEPS)
