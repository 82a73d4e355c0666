"""Signs that belong in no spec: those of version control, blanks that only look like some, tabs, separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocgen.spec.syntax.guess import Guess, Trouble
from ocgen.spec.syntax.text import above, indent

_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t]|\Z)")

_BLANKS = {
    "\u00a0": "no-break spaces", "\u1680": "Ogham space marks", "\u202f": "narrow no-break spaces",
    "\u205f": "mathematical spaces", "\u3000": "ideographic spaces",
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), "typographic spaces"),
}  # fmt: skip
_NOTHING = {
    "\u00ad": "soft hyphens", "\u180e": "Mongolian vowel separators", "\u200b": "zero-width spaces",
    "\u200c": "zero-width non-joiners", "\u200d": "zero-width joiners", "\u2060": "word joiners",
    "\ufeff": "byte order marks",
}  # fmt: skip
_ODD = "".join((*_BLANKS, *_NOTHING))
# At the head of a line, or behind the dash or the colon that YAML wants a blank after.
_STRUCTURE = re.compile(
    rf"""[ \t]*(?:[-][ ]+)*(?P<odd>[{_ODD}])"""
    rf"""|[ \t]*(?:[-][ ]+)*(?:-|(?:"[^"]*"|'[^']*'|[^\s"'\#:]+)[ ]*:)[ ]*(?P<after>[{_ODD}])"""
)


def conflict(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for the lines of a conflict that git has left."""
    found = {number: match[1][0] for number, text in enumerate(texts) if (match := _MARKER.match(text))}
    if not found:
        return
    whole = {"<", ">"} <= set(found.values())
    first = min(n for n, sign in found.items() if sign == "<") if whole else min(found)
    message = f"a merge conflict is not resolved: the line {texts[first].split()[0]}"
    remedy = "resolve the merge conflict: keep one side, and remove the lines <<<<<<<, |||||||, ======= and >>>>>>>"
    for kept in ("<", "=") if whole else ("",):
        yield Guess(first, 0, message, remedy, _one_side(texts, found, kept), certain=whole)


def _one_side(texts: Sequence[str], found: dict[int, str], kept: str) -> dict[int, str | None]:
    """Return which lines go when the side is kept that begins with the sign ``kept``; none: only the markers go."""
    removed: dict[int, str | None] = dict.fromkeys(found)
    side = ""
    for number in range(len(texts)):
        sign = found.get(number)
        side = side if sign is None else "" if sign == ">" else sign
        if kept and side not in ("", kept):
            removed[number] = None
    return removed


def odd_blanks(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for characters that look like a blank or like nothing, where YAML counts blanks."""
    places: list[tuple[int, int, str]] = []
    for number, text in enumerate(texts[: trouble.line + 1]):
        if match := _STRUCTURE.match(text):
            place = match.start("odd") if match["odd"] else match.start("after")
            places.append((number, place, text[place]))
    if places:
        line, column, sign = places[-1] if places[-1][0] == trouble.line else places[0]
        name, remedy = _named(sign)
        message = f"the line has {name} where YAML wants blanks"
        for wide in (1, 2):
            fix = {number: _with_blanks(texts[number], wide) for number, _, _ in places}
            yield Guess(line, column, message, remedy, fix, certain=True)
        yield from _as_near(texts, Guess(line, column, message, remedy, {}, certain=True))


def odd_sign(word: str) -> tuple[str, str] | None:
    """Return the name of such a character at the beginning or the end of a word, and the remedy, or None."""
    sign = next((sign for sign in (word[:1], word[-1:]) if sign and sign in _ODD), "")
    return _named(sign) if sign else None


def _named(sign: str) -> tuple[str, str]:
    name = _BLANKS.get(sign) or _NOTHING[sign]
    return f"{name} (U+{ord(sign):04X})", f"replace the {name} by blanks" if sign in _BLANKS else f"remove the {name}"


def _with_blanks(text: str, wide: int) -> str:
    """Return a line with blanks in place of odd ones where its structure is, each as wide as so many."""
    while match := _STRUCTURE.match(text):
        place = match.start("odd") if match["odd"] else match.start("after")
        text = f"{text[:place]}{' ' * wide if text[place] in _BLANKS else ''}{text[place + 1 :]}"
    return text


def _as_near(texts: Sequence[str], guess: Guess) -> Iterator[Guess]:
    """Yield a guess with its line indented as those near it are, where nobody knows how wide its indent was meant."""
    text = texts[guess.line].lstrip()
    text = text.lstrip(_ODD + " \t")
    near = [
        indent(texts[n])
        for n in (*above(texts, guess.line - 1, 4), *range(guess.line + 1, guess.line + 3))
        if n < len(texts)
    ]
    wide = len(texts[guess.line]) - len(text)
    for width in dict.fromkeys((*near, *(n + 2 for n in near), wide, 2 * wide)):
        yield replace(guess, fix={guess.line: " " * width + text})


def tabs(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for tabs in an indent, which YAML forbids since nobody knows how wide they are."""
    for number in above(texts, trouble.line, 3):
        text = texts[number]
        lead = text[: len(text) - len(text.lstrip())]
        here = number == trouble.line and text[trouble.column : trouble.column + 1] == "\t"
        if "\t" not in lead and not here:
            continue
        column = lead.index("\t") if "\t" in lead else trouble.column
        message, remedy = "the line is indented with a tab", "indent with blanks in place of tabs"
        if here and "\t" not in lead:
            message, remedy = "a tab is where YAML wants a blank", "write a blank in place of the tab"
            fix = f"{text[:column]} {text[column:].lstrip()}"
            yield Guess(number, column, message, remedy, {number: fix}, certain=True)
            continue
        yield from _as_near(texts, Guess(number, column, message, remedy, {}, certain=True))


def second_document(texts: Sequence[str], trouble: Trouble) -> Iterator[Guess]:
    """Yield guesses for a line that ends the document, with more behind it."""
    if "document" not in trouble.problem:
        return
    for number in range(min(trouble.line, len(texts) - 1), -1, -1):
        mark = texts[number].split(" ")[0].rstrip()
        if mark in ("---", "..."):
            message = f"the line {mark} begins another document" if mark == "---" else "the line ... ends the document"
            yield Guess(
                number, 0, message, f"a spec is one document; remove the line {mark}", {number: None}, certain=True
            )
            return
