"""Sequence diagrams drawn as HTML, which stands in the sources of the site.

The reader's browser lays the boxes out: it knows the fonts, the width of the screen and the colours. So the drawing
needs no script, nothing of another host, and no size of its own; ``site.css`` has its looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ocgen.pages.diagram import Arrow, Case, Diagram, Fork


def draw(diagram: Diagram) -> str:
    """Return a diagram as HTML, without a blank line, at which Markdown would end it.

    To those who don't see it, it is one picture. A list tells the same in words; it opens when it is asked for.
    """
    label = escape(", ".join(party.name for party in diagram.parties))
    columns = 2 * len(diagram.parties)  # a party's line stands in the middle of its two
    lines = [
        f'<div class="sequence" role="img" aria-label="{label}" style="--columns: {columns}">',
        '<div class="sequence-lines">',
        *("<span></span>" for _ in diagram.parties),
        "</div>",
        '<div class="sequence-row">',
    ]
    for party in diagram.parties:
        lines.append(f'<div class="sequence-party{" person" if party.person else ""}">{_text(party.name)}</div>')
    lines.append("</div>")
    for part in diagram.parts:
        lines += _arrow(part, columns) if isinstance(part, Arrow) else _fork(part, columns)
    return "\n".join((*lines, "</div>", *_in_words(diagram)))


def _in_words(diagram: Diagram) -> Iterator[str]:
    yield f'<details class="sequence-words"><summary>{escape(diagram.in_words)}</summary>'
    yield "<ol>"
    for part in diagram.parts:
        for case in (Case("", (part,)),) if isinstance(part, Arrow) else part:
            for number, arrow in enumerate(case.arrows):
                sender, receiver = (diagram.parties[place].name for place in (arrow.sender, arrow.receiver))
                says = arrow.says if sender == receiver else f"{receiver}: {arrow.says}"
                way = f"{sender} → {says}" if sender != receiver else f"{sender}: {says}"
                yield f"<li>{f'<em>{escape(case.name)}</em>: ' if case.name and not number else ''}{_text(way)}</li>"
    yield "</ol>"
    yield "</details>"


def _fork(fork: Fork, columns: int) -> Iterator[str]:
    yield '<div class="sequence-fork">'
    for case in fork:
        yield f'<div class="sequence-case">{_text(case.name)}</div>'
        for arrow in case.arrows:
            yield from _arrow(arrow, columns)
    yield "</div>"


def _arrow(arrow: Arrow, columns: int) -> Iterator[str]:
    """Yield a row: what is said, and the arrow below it from line to line of the grid."""
    start, end = sorted(2 * party + 2 for party in (arrow.sender, arrow.receiver))
    kinds = {
        "answer": arrow.answer,
        "back": arrow.receiver < arrow.sender,
        "self": arrow.receiver == arrow.sender,
    }
    names = "".join(f" {kind}" for kind, holds in kinds.items() if holds)
    end = end if start < end else min(end + 2, columns + 1)
    yield f'<div class="sequence-row{names}" style="--from: {start}; --to: {end}">'
    yield f'<div class="sequence-says">{_text(arrow.says)}</div>'
    yield '<div class="sequence-arrow"></div>'
    yield "</div>"


def _text(text: str) -> str:
    """Return text as HTML that may break after each part of a path."""
    return escape(text).replace("/", "/<wbr>")
