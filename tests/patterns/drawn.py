"""Patterns at random, and texts that are meant to keep a matcher busy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from ocgen.patterns import attack
from ocgen.patterns.automaton import Automaton, TooLarge, build, size
from ocgen.patterns.cost import TEXT, Effort
from ocgen.patterns.nodes import Node, within

LITERALS = ("a", "b", "a", "c", "[ab]", "[^a]", "[a-c]", "[a-z0-9]", r"\.", "-", r"[^\r\n]")
COUNTERS = ("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "{0,2}?", "{0,5}", "{1,20}", "{3,40}", "{0,300}")
MOST_STATES = 1500


def drawn(random: Random, depth: int = 4) -> str:
    """A pattern: sequences, alternatives that overlap, counters in one another, optional and empty groups."""
    return f"^{_part(random, random.randint(2, depth))}$" if random.random() < 0.9 else f"^({_part(random, depth)}|)$"


def _part(random: Random, depth: int) -> str:
    kind = random.random()
    if not depth or kind < 0.2:
        return random.choice(LITERALS)
    if kind < 0.4:
        return random.choice(LITERALS) + random.choice(COUNTERS)
    if kind < 0.6:
        return "(" + "".join(_part(random, depth - 1) for _ in range(random.randint(0, 3))) + ")"
    if kind < 0.75:
        return "(" + "|".join(_part(random, depth - 1) for _ in range(random.randint(1, 4))) + ")"
    return random.choice(("(", "(?:")) + _part(random, depth - 1) + ")" + random.choice(COUNTERS)


def worst_text(random: Random, root: Node) -> str:
    """The text of TEXT characters that was found to have the most ways through the pattern."""
    automaton = _automaton(root)
    texts = list(_texts(random, root, automaton))
    return max(texts, key=lambda text: attack.steps(automaton, text, 10**9)) if automaton else random.choice(texts)


def _automaton(root: Node) -> Automaton | None:
    reached = within(root, TEXT)
    try:
        return build(reached, most=40_000) if size(reached) <= MOST_STATES else None
    except TooLarge:
        return None


def _texts(random: Random, root: Node, automaton: Automaton | None) -> Iterator[str]:
    for word in map("".join, product("abc.", repeat=random.randint(1, 3))):
        yield (word * TEXT)[: TEXT - 1] + "!"
    one, other = ("".join(random.choices("ab.", k=random.randint(1, 3))) for _ in range(2))
    for half in (20, 60, 128):
        yield ((one * half)[:half] + other * TEXT)[: TEXT - 1] + "!"
    if automaton is not None:
        yield (attack.find(automaton, 10**9, Effort(60_000)).text + "!" * TEXT)[:TEXT]
        for _ in range(5):
            yield _walk(random, automaton)


def _walk(random: Random, automaton: Automaton) -> str:
    """A way through the pattern, as far as it goes, and an end that does not fit."""
    text, targets = "", automaton.first
    while targets and len(text) < TEXT - 1:
        state = random.choice(list(targets))
        if automaton.accepted[state]:
            text += automaton.letter(automaton.accepted[state])
        targets = automaton.following[state]
    return text + "\0"
