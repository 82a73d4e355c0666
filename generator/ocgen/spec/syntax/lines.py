"""Lines whose blanks or colon are missing, or that stand too far to the left or right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ocgen.spec.syntax.guess import Guess, Trouble
from ocgen.spec.syntax.text import above, indent

_NO_BLANK = re.compile(r"[ ]*(?:-[ ]+)*[\w.$-]+:(?=[^\s/])")
_NO_BLANK_AFTER_DASH = re.compile(r"[ ]*(?:-[ ]+)*-(?=[^\s-])")
_NO_COLON = re.compile(r"(?P<key>[ ]*(?:-[ ]+)*[\w.$-]+)(?P<rest>[ ]+[^\s:#][^:]*)?\Z")
_DASHES = re.compile(r"[ ]*(?:-[ ]+)+")


def missing_blank(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for ``key:value`` and ``-item``, which YAML takes for words without a blank after the sign."""
    opened = trouble.opened[0] if trouble.opened else trouble.line
    for number in dict.fromkeys((opened, *above(texts, trouble.line))):
        text = texts[number] if number < len(texts) else ""
        for pattern, sign in ((_NO_BLANK, "colon"), (_NO_BLANK_AFTER_DASH, "dash")):
            if match := pattern.match(text):
                end = match.end()
                message = f"no blank follows the {sign}"
                fix = f"{text[:end]} {text[end:]}"
                yield Guess(number, end - 1, message, f"write a blank after the {sign}", {number: fix})


def missing_colon(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a key without its colon."""
    opened = trouble.opened[0] if trouble.opened else trouble.line
    for number in dict.fromkeys((opened, *above(texts, trouble.line, 3))):
        match = _NO_COLON.match(texts[number].rstrip()) if number < len(texts) else None
        item = (
            match and not match["rest"] and _DASHES.match(texts[number])
        )  # a whole item, and the next line is too deep
        if match and not item:
            rest = match["rest"] or ""
            fix = f"{match['key']}:{rest}"
            place = match.end("key")
            yield Guess(number, place, "no colon follows the key", "write a colon after the key", {number: fix})


def indentation(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a line, alone or with those below it, whose indentation fits no level that is open there.

    Two lines disagree, and either could be moved: first comes what leaves the text most like the rest of it.
    """
    habit = _Habit.of(texts)
    opened = [trouble.opened[0]] if trouble.opened and trouble.opened[0] < len(texts) else []
    numbers = dict.fromkeys((*above(texts, trouble.line, 4), *opened))
    guesses = [guess for number in numbers for guess in _moves(texts, number, habit.step)]
    window = range(max(0, trouble.line - 20), min(len(texts), trouble.line + 12))
    yield from sorted(guesses, key=lambda guess: habit.broken([guess.fix.get(n, texts[n]) or "" for n in window]))


def _moves(texts: Sequence[str], number: int, step: int) -> Iterator[Guess]:
    own = indent(texts[number])
    for level, model in _levels(texts, number, step):
        if level == own:
            continue
        as_line = f", as line {model + 1}" if indent(texts[model]) == level else ""
        message = f"the line is indented by {own} blanks, and fits no level that is open here"
        remedy = f"indent it by {level} blanks{as_line}"
        alone: dict[int, str | None] = {number: " " * level + texts[number].lstrip(" ")}
        yield Guess(number, own, message, remedy, alone)
        with_own = dict(alone)
        for below in range(number + 1, len(texts)):
            if texts[below].strip() and indent(texts[below]) <= own:
                break
            moved = max(0, indent(texts[below]) + level - own)
            with_own[below] = " " * moved + texts[below].lstrip(" ")
        if len(with_own) > 1:
            yield Guess(number, own, message, f"{remedy}, and the lines below it likewise", with_own)


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a text is indented: by how many blanks, and whether lists stand deeper than their key."""

    step: int
    deep_lists: bool

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Habit:
        """Return the habit that most of the text has."""
        pairs = list(_pairs(texts))
        steps = Counter(low.own - high.level for high, low in pairs if low.own > high.level)
        lists = Counter(low.own > high.level for high, low in pairs if high.bare and low.dash)
        return cls(steps.most_common(1)[0][0] if steps else 2, lists[True] >= lists[False])

    def broken(self, texts: Sequence[str]) -> int:
        """Return how often a text does otherwise."""
        deeper = sum(low.own > high.level and low.own - high.level != self.step for high, low in _pairs(texts))
        lists = sum(high.bare and low.dash and (low.own > high.level) != self.deep_lists for high, low in _pairs(texts))
        empty = sum(high.bare and not low.dash and low.own <= high.level for high, low in _pairs(texts))
        return deeper + lists + empty


class _Line(NamedTuple):
    own: int  # blanks before it
    level: int  # of what stands behind its dashes
    dash: bool
    bare: bool  # a key without a value


def _pairs(texts: Sequence[str]) -> Iterator[tuple[_Line, _Line]]:
    """Yield each line that holds something with the next one."""
    told = (text for text in texts if text.strip() and not text.lstrip().startswith("#"))
    return pairwise(map(_line, told))


def _line(text: str) -> _Line:
    dashes = _DASHES.match(text)
    own = indent(text)
    return _Line(own, dashes.end() if dashes else own, dashes is not None, text.rstrip().endswith(":"))


def _levels(texts: Sequence[str], number: int, step: int) -> list[tuple[int, int]]:
    """Return the levels of the lines around one, nearest first, each with a line that has it."""
    found: dict[int, int] = {}
    below = (n for n in range(number + 1, min(number + 4, len(texts))) if texts[n].strip())
    for near in (*above(texts, number - 1, 8), *below):
        found.setdefault(indent(texts[near]), near)
        if match := _DASHES.match(texts[near]):
            found.setdefault(match.end(), near)
    for near in above(texts, number - 1, 1):
        found.setdefault(_line(texts[near]).level + step, near)
    return sorted(found.items(), key=lambda item: abs(item[0] - indent(texts[number])))
