"""Pattern text -> tree, and everything that other dialects would read differently.

The portable subset: literals, escapes of ``^ $ \\ . * + ? ( ) [ ] { } | /`` (and ``-`` in a set), ``\\r \\n \\t \\f \\v
\\xHH \\uHHHH``, sets with ranges, groups ``( )`` and ``(?: )``, alternatives, quantifiers, ``^`` first and ``$`` last.
Sources: ECMA-262, 22.2.1 Patterns, with the grammar of the flag u, which JSON Schema 2020-12 (core, 6.4) asks for; the
Python documentation of ``re``, and the FutureWarnings of its parser about sets; RE2's limit of 1000 on a counter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ocgen.patterns.cursor import Broken, Problem
from ocgen.patterns.nodes import Alternation, Chars, Concatenation, Node, Repeat, complement
from ocgen.patterns.sets import SHORTHAND_SETS, SHORTHANDS, SYNTAX, SetReader

MAX_LENGTH = 2000
MAX_NESTING = 50
MAX_COUNT = 1000

_COUNTER = re.compile(r"\{(?=[0-9,])([0-9]*)(,?)([0-9]*)\}")
_OUTSIDE_ONLY = {"A": "^", "Z": "$", "z": "$"}
_GROUPS = (
    ("(?:", "", ""),
    ("(?P<", "named groups are written differently in Python and ECMAScript", "(?:"),
    ("(?<=", "lookbehind is not in JSON Schema's subset", ""),
    ("(?<!", "lookbehind is not in JSON Schema's subset", ""),
    ("(?<", "Python knows no (?<name>...)", "(?:"),
    ("(?P=", "back references are not in JSON Schema's subset", ""),
    ("(?=", "lookahead is not in JSON Schema's subset", ""),
    ("(?!", "lookahead is not in JSON Schema's subset", ""),
    ("(?>", "ECMAScript knows no atomic groups", ""),
    ("(?", "flags and other extensions differ between Python and ECMAScript", ""),
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern. ``root`` is what stands between ``^`` and ``$``; None when it cannot be made out.

    ``repaired`` accepts the same in the portable subset: the same as in ECMAScript, and for what is an error there the
    same as in Python. It is empty when a person has to rewrite it.
    """

    text: str
    root: Node | None
    starts: bool
    ends: bool
    branches: int
    problems: tuple[Problem, ...] = ()
    repaired: str = ""


@lru_cache(maxsize=1024)  # several rules read the same few patterns
def parse(text: str) -> Pattern:
    """Parse a pattern; never raises for what it holds."""
    pattern = _Parser(text).pattern()
    if not pattern.repaired or pattern.repaired == text:
        return pattern
    again = _Parser(pattern.repaired).pattern()
    kept = "" if again.problems else pattern.repaired
    return Pattern(text, pattern.root, pattern.starts, pattern.ends, pattern.branches, pattern.problems, kept)


class _Parser(SetReader):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.names: set[str] = set()

    def pattern(self) -> Pattern:
        text = self.text
        if len(text) > MAX_LENGTH:
            problem = Problem(0, f"it has {len(text)} characters; {MAX_LENGTH} are the most that is read")
            return Pattern(text, None, text.startswith("^"), text.endswith("$"), 1, (problem,))
        starts = text.startswith("^")
        self.at = int(starts)
        branches: tuple[Node, ...] = ()
        root: Node | None = None
        try:
            branches = self._branches()
            root = branches[0] if len(branches) == 1 else Alternation(branches)
            if self.at < len(text):
                raise Broken(self.at, "a ) closes no group")
        except Broken as broken:
            root = None
            self.problems.append(broken.problem)
            self.repairable = False
        ends = text.endswith("$") and (len(text) - len(text[:-1].rstrip("\\"))) % 2 == 1
        problems = tuple(sorted(self.problems, key=lambda problem: problem.at))
        return Pattern(text, root, starts, ends, max(1, len(branches)), problems, self._repaired())

    def _repaired(self) -> str:
        if not self.repairable:
            return ""
        text = self.text
        for start, end, replacement in sorted(self.edits, reverse=True):
            text = text[:start] + replacement + text[end:]
        return text

    def _branches(self) -> tuple[Node, ...]:
        found = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            found.append(self._sequence())
        return tuple(found)

    def _sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.text) and self._peek() not in {"|", ")"}:
            start = self.at
            item = self._atom()
            if item is not None:
                items.append(self._quantified(item, start))
        return items[0] if len(items) == 1 else Concatenation(tuple(items))

    def _atom(self) -> Node | None:
        """Return the next atom; None for an anchor."""
        start, char = self.at, self._peek()
        if char == "(":
            return self._group()
        if char == "[":
            return Chars(self._set())
        if char == "\\":
            return self._escape_outside()
        self.at += 1
        match char:
            case "$" if self.at == len(self.text):
                return None
            case "^" | "$":
                self._report(start, f"{char} is inside the pattern; ^ belongs at its start, $ at its end")
                return None
            case ".":
                self._report(start, ". leaves out other line ends in Python than in ECMAScript", r"[^\r\n\u2028\u2029]")
                return Chars(complement(((10, 10), (13, 13), (0x2028, 0x2029))))
            case "*" | "+" | "?":
                raise Broken(start, f"{char} has nothing to repeat")
            case "{" if _COUNTER.match(self.text, start):
                raise Broken(start, "the counter has nothing to repeat")
            case "{" | "}" | "]":
                self._report(start, f"{char} stands for itself in Python and is an error in ECMAScript", f"\\{char}")
            case _ if 0xD800 <= ord(char) <= 0xDFFF or ord(char) > 0xFFFF:
                self._report(start, "a character beyond U+FFFF counts as two in some engines")
        return Chars(((ord(char), ord(char)),))

    def _group(self) -> Node:
        start = self.at
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise Broken(start, f"groups nest more than {MAX_NESTING} deep")
        self._open_group()
        branches = self._branches()
        if self._peek() != ")":
            raise Broken(start, "a group is not closed")
        self.at += 1
        self.depth -= 1
        return branches[0] if len(branches) == 1 else Alternation(branches)

    def _open_group(self) -> None:
        start = self.at
        if not self.text.startswith("(?", start):
            self.at += 1
            return
        opening, message, replacement = next(g for g in _GROUPS if self.text.startswith(g[0], start))
        self.at += len(opening)
        if opening in {"(?P<", "(?<"}:
            self._name(start)
        if message and not replacement:
            raise Broken(start, message)
        if message:
            self._report(start, message, replacement)

    def _name(self, start: int) -> None:
        name, closed, _ = self.text[self.at :].partition(">")
        if not closed or not (name.isascii() and name.isidentifier()) or name in self.names:
            raise Broken(start, "the group has no name of its own")
        self.names.add(name)
        self.at += len(name) + 1

    def _escape_outside(self) -> Node | None:
        start, letter = self.at, self._peek(2)[1:]
        self.at += 2
        if letter.lower() in SHORTHANDS:
            written = f"[{'^' if letter.isupper() else ''}{SHORTHANDS[letter.lower()]}]"
            self._report(start, f"\\{letter} covers other characters in Python than in ECMAScript", written)
            accepted = SHORTHAND_SETS[letter.lower()]
            return Chars(complement(accepted) if letter.isupper() else accepted)
        if letter in _OUTSIDE_ONLY:
            anchor = _OUTSIDE_ONLY[letter]
            fits = self.at == len(self.text) if anchor == "$" else start == 0
            self._report(start, f"\\{letter} is Python's own; write {anchor}", anchor if fits else None)
            return None
        if letter in {"b", "B"}:
            self._report(start, f"\\{letter} depends on what a letter is, which differs")
            return None
        code = self._escape(start, letter, SYNTAX)
        return Chars(((code, code),))

    def _quantified(self, item: Node, start: int) -> Node:
        at = self.at
        bounds = self._quantifier()
        if bounds is None:
            return item
        if self._peek() == "?":
            self.at += 1  # lazy: the same language
        elif self._peek() == "+":
            plus, self.at = self.at, self.at + 1
            # It gives nothing back, which makes no difference only where nothing but the same character could follow.
            same = isinstance(item, Chars) and self.text[self.at :] in {"$", r"\Z"}
            self._report(plus, "ECMAScript knows no possessive quantifiers", "" if same else None)
        elif self._peek() == "*" or self._counter():
            raise Broken(self.at, "a quantifier follows a quantifier")
        return Repeat(item, bounds[0], bounds[1], at)

    def _quantifier(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        char = self._peek()
        if char in simple:
            self.at += 1
            return simple[char]
        counter = self._counter()
        if counter is None:
            return None
        start, (low, high, written) = self.at, counter
        self.at += len(written)
        if written.startswith("{,"):
            self._report(start, "{,n} stands for itself in ECMAScript", "{0" + written[1:])
        if high is not None and high < low:
            raise Broken(start, "the counter's bounds are in the wrong order")
        if max(low, high or 0) > MAX_COUNT:
            self._report(start, f"a counter over {MAX_COUNT} is refused by some engines")
        return low, high

    def _counter(self) -> tuple[int, int | None, str] | None:
        """Return the bounds and the text of a counter that stands here, or None."""
        counter = _COUNTER.match(self.text, self.at)
        if counter is None:
            return None
        low, comma, high = counter.groups()
        lowest = int(low or 0)
        return lowest, (int(high) if high else None if comma else lowest), counter[0]
