"""Sets of characters, and what is portable in them.

A shorthand stands for what it does in ECMAScript, whose patterns JSON Schema has (ECMA-262, 22.2.2.9 and 12.2).
"""

from __future__ import annotations

from ocgen.patterns.cursor import Broken, Cursor
from ocgen.patterns.nodes import CharSet, Range, charset, complement

SYNTAX = frozenset("^$\\.*+?()[]{}|/")
SHORTHANDS = {
    "d": "0-9",
    "w": "A-Za-z0-9_",
    "s": r" \t\n\v\f\r\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF",
}
_SPACES = (32, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)
SHORTHAND_SETS: dict[str, CharSet] = {
    "d": ((48, 57),),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "s": charset([(9, 13), (0x2000, 0x200A), *((code, code) for code in _SPACES)]),
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
        if self._peek() != "-" or self._peek(2) in {"-]", "-"}:
            return several or [(low, low)]
        if several:
            raise Broken(start, "a range begins with a shorthand; write \\- for a dash")
        self.at += 1
        high, several = self._range_end()
        if several:
            raise Broken(start, "a range ends in a shorthand")
        if high < low:
            raise Broken(start, "the range's ends are in the wrong order")
        return [(low, high)]

    def _set_char(self, first: int) -> tuple[int, list[Range]]:
        """Read one character of a set, or a shorthand, which is several."""
        start, char = self.at, self._peek()
        if char == "\\":
            return self._set_escape()
        self.at += 1
        doubled = self._peek() == char
        if char == "-" and doubled:
            # Only the first of the two: the second one makes a range of it.
            self._report(start, "-- in a set is to become an operator", "\\-")
        elif char in "&~|" and doubled:
            while self._peek() == char:
                self.at += 1
            self._report(start, f"{char}{char} in a set is to become an operator", char)
        elif char == "-" and start != first and self._peek() != "]":
            self._report(start, "- between other characters of a set is read in two ways", "\\-")
        else:
            self._report_odd(start, char)
        return ord(char), []

    def _range_end(self) -> tuple[int, list[Range]]:
        start, char = self.at, self._peek()
        if char == "\\":
            return self._set_escape()
        self.at += 1
        if char == "-":
            self._report(start, "-- in a set is to become an operator", "\\-")
        else:
            self._report_odd(start, char)
        return ord(char), []

    def _report_odd(self, start: int, char: str) -> None:
        if char == "[":
            self._report(start, "[ in a set is to begin a nested set", "\\[")
        elif ord(char) > 0xFFFF or 0xD800 <= ord(char) <= 0xDFFF:
            self._report(start, "a character beyond U+FFFF counts as two in some engines")

    def _set_escape(self) -> tuple[int, list[Range]]:
        start, letter = self.at, self._peek(2)[1:]
        self.at += 2
        if letter and letter in SHORTHANDS:
            self._report(start, f"\\{letter} covers other characters in Python than in ECMAScript", SHORTHANDS[letter])
            return 0, list(SHORTHAND_SETS[letter])
        if letter and letter.lower() in SHORTHANDS:
            self._report(start, f"\\{letter} covers other characters in Python than in ECMAScript")
            return 0, list(complement(SHORTHAND_SETS[letter.lower()]))
        return self._escape(start, letter, SYNTAX | {"-"}), []
