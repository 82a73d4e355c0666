"""Mermaid's sequence diagrams, as far as the pages use them: text -> who says what to whom.

Anything beyond is refused whole rather than drawn in part: loops, notes, markup in a label.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TypeAlias

_PARTY = re.compile(r"(?P<kind>actor|participant) +(?P<id>\w+)(?: +as +(?P<name>[^<]+))?")
_ARROW = re.compile(r"(?P<sender>\w+) *(?P<line>--?)>> *(?P<receiver>\w+) *: *(?P<says>[^<]+)")
_FORK = re.compile(r"(?P<word>alt|else)(?: +(?P<name>[^<]+))?")
_CODE = re.compile(r"#([0-9]{1,7});")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that takes part."""

    name: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """What one says to another, or to itself; the two are numbers of parties, counted from 0."""

    sender: int
    receiver: int
    says: str
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What happens if."""

    name: str
    arrows: tuple[Arrow, ...]


Fork: TypeAlias = tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole sequence, from top to bottom."""

    parties: tuple[Party, ...]
    parts: tuple[Arrow | Fork, ...]


def read(text: str) -> Diagram | None:
    """Return the diagram that a text of Mermaid describes; None for what is no sequence, or beyond this."""
    first, *lines = [line for raw in text.splitlines() if (line := raw.strip()) and not line.startswith("%%")] or [""]
    if first != "sequenceDiagram":
        return None
    parties: dict[str, Party] = {}
    parts: list[Arrow | Fork] = []
    cases: list[tuple[str, list[Arrow]]] = []  # of the fork that is open
    for line in lines:
        if match := _PARTY.fullmatch(line):
            parties[match["id"]] = Party(_shown(match["name"] or match["id"]), match["kind"] == "actor")
        elif (match := _ARROW.fullmatch(line)) and {match["sender"], match["receiver"]} <= parties.keys():
            places = [*parties]
            arrow = Arrow(
                places.index(match["sender"]),
                places.index(match["receiver"]),
                _shown(match["says"]),
                match["line"] == "--",
            )
            (cases[-1][1] if cases else parts).append(arrow)
        elif (match := _FORK.fullmatch(line)) and (match["word"] == "else") == bool(cases):
            cases.append((_shown(match["name"] or ""), []))
        elif line == "end" and cases:
            parts.append(tuple(Case(name, tuple(arrows)) for name, arrows in cases))
            cases = []
        else:
            return None
    return None if cases or not parties else Diagram(tuple(parties.values()), tuple(parts))


def _shown(label: str) -> str:
    """Return a label as it is shown: ``#35;`` is Mermaid's way to write what would mean something to it."""
    return _CODE.sub(_sign, label)


def _sign(code: re.Match[str]) -> str:
    number = int(code[1])
    is_sign = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF  # halves of signs are none
    return chr(number) if is_sign else code[0]
