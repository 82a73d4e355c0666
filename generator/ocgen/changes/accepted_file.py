"""`ocgen.accepted.yaml` as a text: entries put in where they belong, the rest as somebody wrote it.

Each entry is a block of lines that depends on no other, and blocks go by their fingerprints, so that what two branches
accept seldom meets; where it does, both sides of the conflict count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ocgen.changes.accepted import KEYS, Acceptance, read_accepted
from ocgen.changes.rules import RULES
from ocgen.findings.location import NOWHERE
from ocgen.git.conflict import both_sides

_HEADER = "# What is known and accepted for a while. `ocgen accept` adds to this file; nothing rewrites it.\n"
_DASH = re.compile(r"([ ]*)-(?:\s|\Z)")
_COMMENT = re.compile(r"[ \t]*#")


def entry_text(entry: Acceptance, indent: str = "  ") -> str:
    """Return an entry as it stands in the file; a string in JSON is one in YAML too."""
    values = {name: getattr(entry, name) for name in KEYS if name != "expires" and getattr(entry, name)}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    lines.append(f"expires: {entry.expires.isoformat()}")
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def with_entry(content: bytes | None, entry: Acceptance, rules: Collection[str] = RULES.keys()) -> bytes | None:
    """Return the file with one more entry and everything else as it was; None when that takes a person.

    It stands before the first entry with a greater fingerprint, so that the order of a file that has another one stays.
    """
    text = (content or b"").decode("utf-8", "replace") or _HEADER
    return _put(text, [(entry, lambda indent: entry_text(entry, indent))], rules)


def united(content: bytes, rules: Collection[str] = RULES.keys()) -> bytes | None:
    """Return a file with conflict markers as it is with the entries of both sides; None when that takes a person."""
    sides = both_sides(content.decode("utf-8", "replace"))
    if sides is None:
        return None
    ours, theirs = sides
    known = {_placeless(entry) for entry in read_accepted(ours.encode(), rules=rules).entries}
    there = read_accepted(theirs.encode(), rules=rules)
    blocks = zip(there.entries, _blocks(theirs, there.entries), strict=True)
    added = [(entry, _as_it_is(block)) for entry, block in blocks if _placeless(entry) not in known]
    return None if there.findings else _put(ours, added, rules)


def _as_it_is(block: str) -> Callable[[str], str]:
    return lambda _: block


def _put(text: str, added: Sequence[tuple[Acceptance, Callable[[str], str]]], rules: Collection[str]) -> bytes | None:
    """Return a text with entries put in, each as its function writes it at an indentation.

    It is read again: it counts only when all entries are what they were, and the new ones among them.
    """
    wanted = read_accepted(text.encode(), rules=rules).entries
    for entry, write in added:
        entries = read_accepted(text.encode(), rules=rules).entries
        place = next((n for n, other in enumerate(entries) if other.fingerprint > entry.fingerprint), len(entries))
        text = _inserted(text, entries, place, write)
        wanted = (*wanted[:place], entry, *wanted[place:])
    after = read_accepted(text.encode(), rules=rules)
    same = [_placeless(e) for e in after.entries] == [_placeless(e) for e in wanted]
    return text.encode() if same and not after.findings else None


def _inserted(text: str, entries: Sequence[Acceptance], place: int, write: Callable[[str], str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    text += newline * (not text.endswith("\n"))
    lines = text.splitlines(keepends=True)
    beside = entries[min(place, len(entries) - 1)] if entries else None
    dash = _DASH.match(lines[_dash(lines, beside)]) if beside else None
    block = write(dash[1] if dash else "  ")
    if place < len(entries):
        at = _start(lines, entries[place])
        return "".join(lines[:at]) + _with(newline, block) + "".join(lines[at:])
    opening = "" if re.search(r"^accepted:", text, re.MULTILINE) else "accepted:\n"
    return text + _with(newline, opening + block)


def _with(newline: str, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", newline)


def _blocks(text: str, entries: Sequence[Acceptance]) -> list[str]:
    """Return the lines of each entry, comments above it included."""
    lines = text.splitlines(keepends=True)
    starts = [*(_start(lines, entry) for entry in entries), len(lines)]
    blocks = ["".join(lines[a:b]) for a, b in pairwise(starts)]
    return [block if block.endswith("\n") else f"{block}\n" for block in blocks]


def _dash(lines: Sequence[str], entry: Acceptance) -> int:
    """Return the index of the line with an entry's dash."""
    at = entry.location.line - 1
    return next((n for n in range(at, -1, -1) if _DASH.match(lines[n])), at)


def _start(lines: Sequence[str], entry: Acceptance) -> int:
    """Return the index of an entry's first line: that of its dash, or of the comment right above."""
    at = _dash(lines, entry)
    while at and _COMMENT.match(lines[at - 1]):
        at -= 1
    return at


def _placeless(entry: Acceptance) -> Acceptance:
    return replace(entry, location=NOWHERE)
