"""A sequence in the reader's language: who takes part, what passes, and all of it as a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ocgen.model import Connector
from ocgen.pages.diagram import Arrow, Case, Diagram, Fork, Party
from ocgen.pages.sequence import DiagramPart, Exchange, Outcome, PartyId, SequenceDiagram
from ocgen.tables.rich import Cell, cell, codes, filled, neat, plain
from ocgen.text.markdown import visible
from ocgen.text.phrases import N_, Phrases

_PHRASES: Mapping[str, str] = {
    "ask": N_("wants to connect an account"),
    "call": "%(values)s",
    "send": N_("sends the browser to %(values)s"),
    "consent": N_("signs in and agrees"),
    "refusal": N_("declines"),
    "install": N_("installs or opens your app"),
    "callback": N_("callback with %(values)s"),
    "compare": N_("compares %(values)s"),
    "answer": N_("responds with %(values)s"),
}
_CASES: Mapping[Outcome, str] = {"agreed": N_("the user agrees"), "refused": N_("the user declines")}


def _party_name(party: PartyId, connector: Connector, phrases: Phrases) -> str:
    """Return what the page of a connector calls one who takes part."""
    ours = {"user": phrases.gettext("User"), "app": phrases.gettext("Your app")}
    return ours.get(party) or (connector.platform.name if party == "platform" else connector.provider)


def _said(exchange: Exchange, phrases: Phrases) -> Cell:
    """Return what passes in an exchange, the names in it as code."""
    phrase = _PHRASES[exchange.kind]
    return cell(*filled(phrases.gettext(phrase), values=codes(exchange.values)))


def diagram_of(sequence: SequenceDiagram, connector: Connector, phrases: Phrases) -> Diagram:
    """Return a sequence as a diagram; parts with an outcome are the cases of one fork."""
    places = {party: number for number, party in enumerate(sequence.parties)}

    def arrows(part: DiagramPart) -> tuple[Arrow, ...]:
        return tuple(
            Arrow(places[e.sender], places[e.receiver], plain(neat(_said(e, phrases))), e.answer)
            for e in part.exchanges
        )

    def parts() -> Iterator[Arrow | Fork]:
        for forks, group in groupby(sequence.parts, key=lambda part: bool(part.outcome)):
            if forks:
                yield tuple(Case(phrases.gettext(_CASES[part.outcome]), arrows(part)) for part in group)
            else:
                for part in group:
                    yield from arrows(part)

    names = ((id_, visible(_party_name(id_, connector, phrases))) for id_ in sequence.parties)
    parties = tuple(Party(id_, name, person=id_ == "user") for id_, name in names)
    return Diagram(parties, tuple(parts()), phrases.gettext("In words"))
