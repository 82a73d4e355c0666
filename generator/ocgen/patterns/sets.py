"""Sets of characters, and what is portable in them."""

from __future__ import annotations

from ocgen.patterns.cursor import Broken, Cursor
from ocgen.patterns.nodes import CharSet, Range, charset, complement

SYNTAX = frozenset("^$\\.*+?()[]{}|/")
SHORTHANDS = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\r\n"}
SHORTHAND_SETS: dict[str, CharSet] = {
    "d": ((48, 57),),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "s": ((9, 10), (13, 13), (32, 32)),
}


class SetReader(Cursor):
    """Reads a set in square brackets."""

    def _set(self) -> CharSet:
        start = self.at
        self.at += 1
        negated = self._peek() == "^"
        self.at += negated
        first = self.at
        if self._peek() == "]":
            raise Broken(
                first, "] first in a set stands for itself in Python and ends the set in ECMAScript; write \\]"
            )
        ranges: list[Range] = []
        while self._peek() != "]":
            if self.at >= len(self.text):
                raise Broken(start, "a set is not closed")
            ranges += self._member(first)
        self.at += 1
        accepted = charset(ranges)
        return complement(accepted) if negated else accepted

    def _member(self, first: int) -> list[Range]:
        start = self.at
        low, several = self._set_char(first)
        if several:
            return several
        if self._peek() != "-" or self._peek(2) in {"-]", "-"}:
            return [(low, low)]
        self.at += 1
        if self._peek() == "-":
            raise Broken(start, "-- in a set is to become an operator; write \\-")
        high, several = self._set_char(first)
        if several:
            raise Broken(start, "a range ends in a shorthand")
        if high < low:
            raise Broken(start, "the range's ends are in the wrong order")
        return [(low, high)]

    def _set_char(self, first: int) -> tuple[int, list[Range]]:
        """Read one character of a set, or a shorthand, which is several."""
        start, char = self.at, self._peek()
        self.at += 1
        if char == "\\":
            return self._set_escape(start)
        if char in "-&~|" and self._peek() == char:
            self.at += 1
            self._report(start, f"{char}{char} in a set is to become an operator", f"\\{char}" if char == "-" else char)
        elif char == "[":
            self._report(start, "[ in a set is to begin a nested set", "\\[")
        elif char == "-" and start != first and self._peek() != "]":
            self._report(start, "- between other characters of a set is read in two ways", "\\-")
        elif ord(char) > 0xFFFF or 0xD800 <= ord(char) <= 0xDFFF:
            self._report(start, "a character beyond U+FFFF counts as two in some engines")
        return ord(char), []

    def _set_escape(self, start: int) -> tuple[int, list[Range]]:
        letter = self._peek()
        self.at += 1
        if letter and letter in SHORTHANDS:
            self._report(start, f"\\{letter} covers other characters in Python than in ECMAScript", SHORTHANDS[letter])
            return 0, list(SHORTHAND_SETS[letter])
        if letter and letter.lower() in SHORTHANDS:
            self._report(start, f"\\{letter} covers other characters in Python than in ECMAScript")
            return 0, list(complement(SHORTHAND_SETS[letter.lower()]))
        return self._escape(start, letter, SYNTAX | {"-"}), []
