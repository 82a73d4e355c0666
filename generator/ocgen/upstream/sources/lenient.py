"""JSON as pages have it: read for what it means, with what is wrong with it.

Pages forget commas and brackets, leave commas too many, use typographic quotes and put placeholders where values
belong. All of that is read; nothing is raised. One pass with a stack of its own: depth and length cost no recursion.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

MAX_DEPTH = 60

_START = re.compile(r"\{(?=\s*[\"'“”}]|\s*\n)")
_TOKEN = re.compile(r'[ \t\r\n]+|"(?:[^"\\\n]|\\[^\n])*"|"[^\n]*|//[^\n]*|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_QUOTES = str.maketrans("“”„″", '""""')


@dataclass(frozen=True, slots=True)
class LenientScalar:
    """A text, a number, a literal or a placeholder; ``native`` tells that it stands without quotes."""

    text: str
    native: bool = False


@dataclass(slots=True)
class LenientMember:
    """A member of an object."""

    key: str
    value: Value
    line: int


@dataclass(slots=True)
class LenientObject:
    """An object, its members in order; a key can stand there twice."""

    members: list[LenientMember] = field(default_factory=list)

    def get(self, key: str) -> Value | None:
        """Return the first member of that name."""
        return next((member.value for member in self.members if member.key == key), None)

    def object(self, key: str) -> LenientObject | None:
        """Return the first member of that name, if it is an object."""
        found = self.get(key)
        return found if isinstance(found, LenientObject) else None

    def text(self, key: str) -> str:
        """Return the first member of that name as text; empty if there is none."""
        found = self.get(key)
        return found.text if isinstance(found, LenientScalar) else ""

    def find(self, key: str, depth: int = 3) -> LenientObject | None:
        """Return the object of that name here or below: a forgotten bracket moves members into their neighbours."""
        found = self.object(key)
        inner = (member.value for member in self.members if isinstance(member.value, LenientObject)) if depth else ()
        return found or next((deeper for value in inner if (deeper := value.find(key, depth - 1))), None)


@dataclass(slots=True)
class Array:
    """An array."""

    items: list[Value] = field(default_factory=list)


Value: TypeAlias = LenientScalar | LenientObject | Array


@dataclass(frozen=True, slots=True)
class Fragment:
    """An object found in a text. ``problem`` tells why it is not JSON, and its line where; empty when it is JSON."""

    value: LenientObject
    line: int
    end: int
    problem: str = ""
    problem_line: int = 0
    twice: tuple[str, ...] = ()  # keys that stand twice in one object


def fragments(text: str, first_line: int = 1) -> Iterator[Fragment]:
    """Yield the objects of a text, from the first bracket on; ``first_line`` is the line that the text begins at."""
    straight = text.translate(_QUOTES)
    starts = [0, *(found.end() for found in re.finditer("\n", straight))]
    at = 0
    alone = text.lstrip().startswith("{")  # nothing but objects belongs here
    found = _START.search(straight, at)
    while found:
        parsed = _LenientParser(straight, starts, first_line)
        at = max(parsed.run(found.start()), found.end())
        source = text[found.start() : at]
        line = first_line + bisect_right(starts, found.start()) - 1
        problem, below = _problem(source, parsed)
        found = _START.search(straight, at)
        if not problem and alone and text[at : found.start() if found else None].strip():
            problem, below = "text after the object", source.count("\n")
        yield Fragment(parsed.root, line, at, problem, line + below, tuple(_twice(parsed.root)))


def _problem(source: str, parsed: _LenientParser) -> tuple[str, int]:
    """Return why a text is not JSON, and how many lines below its first."""
    if parsed.too_deep:
        return f"nested more than {MAX_DEPTH} deep", 0
    try:
        json.loads(source)
    except json.JSONDecodeError as error:
        return f"{error.msg[0].lower()}{error.msg[1:]}", error.lineno - 1
    except (ValueError, RecursionError) as error:
        return type(error).__name__, 0
    return "", 0


def _twice(value: LenientObject) -> Iterator[str]:
    waiting: list[Value] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += one.items
        elif isinstance(one, LenientObject):
            keys = [member.key for member in one.members]
            yield from (
                dict.fromkeys(key for key in keys if len(keys) > 1 and keys.count(key) > 1) if len(keys) < 500 else ()
            )
            waiting += [member.value for member in one.members]


class _LenientParser:
    def __init__(self, text: str, starts: list[int], first_line: int) -> None:
        self.text = text
        self.starts = starts
        self.first_line = first_line
        self.root = LenientObject()
        self.stack: list[LenientObject | Array] = []
        self.key: str | None = None  # of a member that waits for its value
        self.key_at = 0
        self.too_deep = False

    def run(self, at: int) -> int:
        """Read one object from its bracket on; return where it ends."""
        while token := _TOKEN.match(self.text, at):
            at = token.end()
            word = token[0]
            if word.isspace() or word.startswith("//"):
                continue
            if word in "{[":
                self._open(LenientObject() if word == "{" else Array())
            elif word in "}]":
                self._close(word)
                if not self.stack:
                    return at
            elif word not in ":,":
                self._value(word, token.start(), self._colon_follows(at))
        return len(self.text)

    def _colon_follows(self, at: int) -> bool:
        while at < len(self.text) and self.text[at] in " \t":
            at += 1
        return self.text.startswith(":", at)

    def _open(self, value: LenientObject | Array) -> None:
        if not self.stack:
            assert isinstance(value, LenientObject)
            self.root = value
        elif len(self.stack) < MAX_DEPTH:
            self._add(value)
        else:
            self.too_deep = True
        self.stack.append(value)
        self.key = None

    def _close(self, bracket: str) -> None:
        kind = LenientObject if bracket == "}" else Array
        if not isinstance(self.stack[-1], kind) and any(isinstance(value, kind) for value in self.stack[-3:]):
            while not isinstance(self.stack[-1], kind):
                self.stack.pop()
        if isinstance(self.stack[-1], kind):
            self.stack.pop()
        self.key = None

    def _value(self, word: str, at: int, colon: bool) -> None:
        quoted = word.startswith('"')
        text = _unquoted(word) if quoted else word
        if isinstance(self.stack[-1], LenientObject) and colon and (quoted or self.key is None):
            self.key, self.key_at = text, at
        elif isinstance(self.stack[-1], Array) or self.key is not None:
            self._add(LenientScalar(text, not quoted))
            self.key = None

    def _add(self, value: Value) -> None:
        holder = self.stack[-1]
        if isinstance(holder, Array):
            holder.items.append(value)
        elif self.key is not None:
            line = self.first_line + bisect_right(self.starts, self.key_at) - 1
            holder.members.append(LenientMember(self.key, value, line))


def _unquoted(word: str) -> str:
    if len(word) > 1 and word.endswith('"'):
        try:
            return str(json.loads(word))
        except ValueError:
            return word[1:-1]
    return word[1:].rstrip().rstrip(",")
