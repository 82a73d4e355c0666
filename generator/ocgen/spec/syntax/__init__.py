"""Why a text is no YAML, told by its cause and not by where the parser gave up.

A parser stops behind the mistake, often a line late, and names what it expected there. Each recogniser here knows one
mistake: it looks at the lines around that place and guesses where the cause is and what fixes it. A guess counts when
the parser is content with the fixed text, or gets further with it: so no remedy is told that fixes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ocgen.spec.syntax import lines, stray_characters as marks, values
from ocgen.spec.syntax.guess import Guess, Trouble

__all__ = ["Guess", "Trouble", "cause", "conflict"]

Recogniser = Callable[[Sequence[str], Trouble], Iterator[Guess]]

# Surest first: what one of them has recognised, those after it would take for something else.
RECOGNISERS: tuple[Recogniser, ...] = (
    marks.conflict,
    marks.odd_blanks,
    marks.tabs,
    marks.second_document,
    values.aliases,
    values.typographic_quotes,
    values.quotes,
    values.brackets,
    values.after_the_end,
    values.escapes,
    values.first_character,
    values.colon,
    lines.missing_blank,
    lines.missing_colon,
    lines.indentation,
)

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what libyaml counts as the end of a line
_PARSED = 4_000_000  # characters that are parsed again at most, over all guesses
_TRIES = 80


def cause(text: str, trouble: Trouble, parse: Callable[[str], Trouble | None]) -> Guess:
    """Return what is wrong with a text in which the parser met ``trouble``.

    ``parse`` returns the first trouble in a text. Where nothing is recognised, what the parser said is told.
    """
    texts = _BREAK.split(text)
    best: tuple[int, Guess] | None = None
    tries = max(3, min(_TRIES, _PARSED // (len(text) + 1)))
    for guess in _guesses(texts, trouble, tries):
        left = parse(guess.fixed(texts))
        if left is None:
            return _placed(guess, text)
        further = left.line - trouble.line + guess.removed
        if further > 0 and (best is None or further > best[0]):
            best = further, guess
    if best:
        return _placed(best[1], text)
    sure = next((g for g in _guesses(texts, trouble, tries) if g.certain), None)
    return _placed(sure or _as_parsed(trouble), text)


def conflict(text: str) -> Guess | None:
    """Return the merge conflict in a text, which a parser may take for words of a value."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    guess = next(marks.conflict(_BREAK.split(text), Trouble(0, 0, "")), None)
    return _placed(guess, text) if guess and guess.certain else None


def _guesses(texts: Sequence[str], trouble: Trouble, most: int) -> Iterator[Guess]:
    """Yield the guesses of all recognisers, so that none takes the tries of all others."""
    left = most
    for recogniser in RECOGNISERS:
        share = max(1, left // 2)
        for number, guess in enumerate(recogniser(texts, trouble)):
            if number == share or left == 0:
                break
            left -= 1
            yield guess


def _as_parsed(trouble: Trouble) -> Guess:
    remedy = "look at indentation, quotes, brackets and colons here and in the lines above"
    return Guess(trouble.line, trouble.column, f"not YAML: {trouble.problem}", remedy, {})


def _placed(guess: Guess, text: str) -> Guess:
    """Return a guess with its line counted as editors do, which do not know all of YAML's line ends."""
    ends: Iterable[str] = (match[0] for match, _ in zip(_BREAK.finditer(text), range(guess.line), strict=False))
    return guess.moved(-sum(end in "\x85\u2028\u2029" for end in ends))
