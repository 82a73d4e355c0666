"""A sequence diagram in the words of the page, and the same as Mermaid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ocgen.text.markdown import fence, mermaid


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that takes part, by its id and by its name on the page."""

    id: str
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
    """A whole sequence, from top to bottom. Its texts are as they are shown, on one line each.

    ``in_words`` is the title of the same as a list, where a writer gives that too.
    """

    parties: tuple[Party, ...]
    parts: tuple[Arrow | Fork, ...]
    in_words: str = ""


# Returns Markdown that shows a diagram.
DiagramWriter: TypeAlias = Callable[[Diagram], str]


def as_mermaid(diagram: Diagram) -> str:
    """Return a code block in the language of Mermaid's sequence diagrams, which GitHub and others draw."""
    return fence("\n".join(("sequenceDiagram", *(f"    {line}" for line in _lines(diagram)))), "mermaid")


def _lines(diagram: Diagram) -> Iterator[str]:
    ids = [party.id for party in diagram.parties]

    def arrow(arrow: Arrow) -> str:
        line = "-->>" if arrow.answer else "->>"
        return f"{ids[arrow.sender]}{line}{ids[arrow.receiver]}: {mermaid(arrow.says)}"

    for party in diagram.parties:
        yield f"{'actor' if party.person else 'participant'} {party.id} as {mermaid(party.name)}"
    for part in diagram.parts:
        if isinstance(part, Arrow):
            yield arrow(part)
            continue
        for number, case in enumerate(part):
            yield f"{'else' if number else 'alt'} {mermaid(case.name)}"
            yield from map(arrow, case.arrows)
        yield "end"
