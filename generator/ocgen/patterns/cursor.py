"""A place in a pattern's text, what was found there, and the escapes that mean the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

_CONTROLS = {"r": 13, "n": 10, "t": 9, "f": 12, "v": 11}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not portable: where (an index), and why."""

    at: int
    message: str


class Broken(Exception):  # noqa: N818 - an answer, not a fault
    """The pattern cannot be read any further."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(at, message)


class Cursor:
    """Reads through a pattern, notes problems, and how each could be repaired."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.problems: list[Problem] = []
        self.edits: list[tuple[int, int, str]] = []  # (from, to, replacement)
        self.repairable = True

    def _report(self, start: int, message: str, replacement: str | None = None) -> None:
        """Note a problem of what stands between ``start`` and here; without a replacement, a person has to fix it."""
        self.problems.append(Problem(start, message))
        if replacement is None:
            self.repairable = False
        else:
            self.edits.append((start, self.at, replacement))

    def _peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def _escape(self, start: int, letter: str, allowed: frozenset[str]) -> int:
        """Read the rest of an escape that stands for one character."""
        if not letter:
            raise Broken(start, "the pattern ends in a backslash")
        if letter in allowed:
            return ord(letter)
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter in {"x", "u"}:
            return self._hex(start, 2 if letter == "x" else 4)
        if letter.isascii() and not letter.isalnum():
            self._report(start, f"\\{letter} is an error in ECMAScript; {letter} needs no escape here", letter)
            return ord(letter)
        what = "a back reference" if letter in "123456789k" else f"\\{letter}"
        raise Broken(start, f"{what} is not in the portable subset")

    def _hex(self, start: int, digits: int) -> int:
        written = self._peek(digits)
        if len(written) != digits or any(c not in "0123456789abcdefABCDEF" for c in written):
            raise Broken(start, f"\\{self.text[start + 1]} needs {digits} hexadecimal digits")
        self.at += digits
        code = int(written, 16)
        if 0xD800 <= code <= 0xDFFF:
            self._report(start, "half of a surrogate pair is no character")
        return code
