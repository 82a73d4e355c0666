"""A backtracking matcher that counts its steps: what Python's and ECMAScript's do, without their shortcuts.

They differ in a round of a repetition that consumes nothing: Python goes on behind the repetition, ECMAScript back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ocgen.patterns.nodes import Alternation, Chars, CharSet, Concatenation, Node, Repeat


@dataclass(frozen=True, slots=True)
class Char:
    """Consume a character of the set."""

    accepted: CharSet


@dataclass(frozen=True, slots=True)
class Split:
    """Try the first place, later the second."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Go on elsewhere."""

    target: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Note where a round of a repetition begins."""

    slot: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Go on when the round has consumed something, else elsewhere."""

    slot: int
    otherwise: int


Instruction: TypeAlias = Char | Split | Jump | Mark | Progress


class Matcher:
    """One pattern, compiled for one of the engines."""

    def __init__(self, root: Node, *, python: bool = True) -> None:
        self.python = python
        self.code: list[Instruction] = []
        self.slots = 0
        self._compile(root)

    def match(self, text: str, enough: int) -> tuple[bool, int]:
        """Return whether the whole text matches, and the steps that took; gives up after ``enough`` steps."""
        steps = 0
        waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, (-1,) * self.slots)]
        while waiting and steps < enough:
            at, position, marks = waiting.pop()
            steps += 1
            if at == len(self.code):
                if position == len(text):
                    return True, steps
                continue
            match self.code[at]:
                case Char(accepted):
                    if position < len(text) and any(low <= ord(text[position]) <= high for low, high in accepted):
                        waiting.append((at + 1, position + 1, marks))
                case Split(first, second):
                    waiting += [(second, position, marks), (first, position, marks)]
                case Jump(target):
                    waiting.append((target, position, marks))
                case Mark(slot):
                    waiting.append((at + 1, position, (*marks[:slot], position, *marks[slot + 1 :])))
                case Progress(slot, otherwise):
                    if marks[slot] != position:
                        waiting.append((at + 1, position, marks))
                    elif self.python:
                        waiting.append((otherwise, position, marks))
        return False, steps

    def _compile(self, node: Node) -> None:
        match node:
            case Chars(accepted):
                self.code.append(Char(accepted))
            case Concatenation(items):
                for item in items:
                    self._compile(item)
            case Alternation(branches):
                self._choice(branches)
            case Repeat(body, low, high):
                for _ in range(low):
                    self._compile(body)
                self._optional(body, high if high is None else high - low)

    def _choice(self, branches: tuple[Node, ...]) -> None:
        ends = []
        for branch in branches[:-1]:
            split = self._hold()
            self._compile(branch)
            ends.append(self._hold())
            self.code[split] = Split(split + 1, len(self.code))
        self._compile(branches[-1])
        for end in ends:
            self.code[end] = Jump(len(self.code))

    def _optional(self, body: Node, rounds: int | None) -> None:
        slot, splits, rounds_end = self.slots, [], []
        self.slots += 1
        for _ in range(1 if rounds is None else rounds):
            splits.append(self._hold())
            self.code.append(Mark(slot))
            self._compile(body)
            rounds_end.append(self._hold())
        if rounds is None:
            again = self._hold()
            self.code[again] = Jump(splits[0])
        for split in splits:
            self.code[split] = Split(split + 1, len(self.code))
        for end in rounds_end:
            self.code[end] = Progress(slot, len(self.code))

    def _hold(self) -> int:
        """Keep a place for an instruction whose targets are not known yet."""
        self.code.append(Split(0, 0))
        return len(self.code) - 1
