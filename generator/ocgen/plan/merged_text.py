"""Whether a text is put together from generated versions of a file, as version control does it, and from nothing else.

A merge of two generated versions gives a text that no run wrote and nobody typed. It is known by its lines. Those that
stand once in every version, and in the same order, part each version into pieces, and must part the text likewise. A
piece that is the same in every version must be so in the text. Any other piece may hold lines that versions have in
that piece, each about as often as they have it: a merge of X and Y over their base B has a line X + Y - B times, which
is between 2 * least - most and 2 * most - least. What was added, moved or taken away by hand breaks one of these rules,
unless some version has it just there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from ocgen.plan.stored import MARKER


def is_merged(text: str, versions: Sequence[str]) -> bool:
    """Whether a text is a mix of versions of a file, at least two; each side of conflicts marked in it must be one."""
    kinds = [tuple(version.splitlines()) for version in dict.fromkeys(versions)]
    return len(kinds) > 1 and all(_is_mix(side, kinds) for side in sides(text.splitlines()))


def sides(lines: Sequence[str]) -> list[list[str]]:
    """Return a text as each side of its conflicts has it: itself where there is none.

    ``lines`` may have conflicts as git marks them, with the base or without; marks out of order are taken for lines.
    """
    hunks = list(_hunks(lines))
    count = max((len(hunk) for hunk in hunks), default=1)
    if count == 1:
        return [list(lines)]
    return [[line for hunk in hunks for line in hunk[min(number, len(hunk) - 1)]] for number in range(count)]


def _hunks(lines: Sequence[str]) -> Iterator[list[list[str]]]:
    """Yield the lines outside of conflicts as one side, and each conflict as its two or three sides."""
    hunk: list[list[str]] = [[]]
    inside = False
    for line in lines:
        mark = line[0] if MARKER.fullmatch(line) else ""
        if mark == "<" and not inside:
            yield hunk
            hunk, inside = [[]], True
        elif inside and mark and mark in "|=":
            hunk.append([])
        elif inside and mark == ">":
            yield hunk
            hunk, inside = [[]], False
        else:
            hunk[-1].append(line)
    yield hunk


def _is_mix(lines: Sequence[str], versions: Sequence[Sequence[str]]) -> bool:
    agreed = _agreed(versions)
    pieces = [_parted(version, agreed) for version in versions]
    found = _parted(lines, agreed)
    if found is None:
        return False
    return all(
        _piece_is_mix(piece, others)
        for piece, *others in zip(found, *(of_version for of_version in pieces if of_version is not None), strict=True)
    )


def _piece_is_mix(piece: Sequence[str], versions: Sequence[Sequence[str]]) -> bool:
    if all(version == versions[0] for version in versions):
        return piece == versions[0]
    counts = [Counter(version) for version in versions]
    found = Counter(piece)
    for line in found.keys() | {line for count in counts for line in count}:
        least, most = min(count[line] for count in counts), max(count[line] for count in counts)
        if not 2 * least - most <= found[line] <= 2 * most - least:
            return False
    return True


def _agreed(versions: Sequence[Sequence[str]]) -> list[str]:
    """Return lines that stand once in every version, in an order that all have."""
    once = [{line for line, count in Counter(version).items() if count == 1} for version in versions]
    common = set.intersection(*once)
    agreed = [line for line in versions[0] if line in common]
    for version in versions[1:]:
        places = {line: number for number, line in enumerate(version)}
        agreed = _rising(agreed, [places[line] for line in agreed])
    return agreed


def _rising(lines: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return a longest part of the lines whose places rise."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
        ends[at : at + 1] = [number]
        before.append(ends[at - 1] if at else -1)
    chain: list[str] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(lines[number])
        number = before[number]
    return chain[::-1]


def _parted(lines: Sequence[str], agreed: Sequence[str]) -> list[list[str]] | None:
    """Return the pieces before, between and after the agreed lines; None unless each is there once, in order."""
    wanted = set(agreed)
    order: list[str] = []
    pieces: list[list[str]] = [[]]
    for line in lines:
        if line in wanted:
            order.append(line)
            pieces.append([])
        else:
            pieces[-1].append(line)
    return pieces if order == list(agreed) else None
