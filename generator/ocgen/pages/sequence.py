"""Who calls whom during a sign-in, and what passes: what the sequence diagram draws and the list beside it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence as Items
from dataclasses import dataclass
from typing import Literal, get_args

from ocgen.model import Connector, Method, Parameter, examples
from ocgen.model.call import Call, request_line

PartyId = Literal["user", "app", "platform", "provider"]
Kind = Literal["ask", "call", "answer", "send", "consent", "refusal", "install", "callback", "compare"]
Outcome = Literal["", "agreed", "refused"]

PARTIES: tuple[PartyId, ...] = get_args(PartyId)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One arrow. ``values`` are the names of what passes, or the method and path of a call."""

    kind: Kind
    sender: PartyId
    receiver: PartyId
    values: tuple[str, ...] = ()

    @property
    def answer(self) -> bool:
        """Whether it answers a call, rather than making one."""
        return self.kind in ("answer", "send")


@dataclass(frozen=True, slots=True)
class DiagramPart:
    """Exchanges that follow each other; with an outcome, those after the user agreed or refused."""

    exchanges: tuple[Exchange, ...]
    outcome: Outcome = ""


@dataclass(frozen=True, slots=True)
class SequenceDiagram:
    """A whole sign-in by one method."""

    parts: tuple[DiagramPart, ...]

    @property
    def parties(self) -> tuple[PartyId, ...]:
        """Who takes part, in the order of the diagram."""
        there = {party for part in self.parts for e in part.exchanges for party in (e.sender, e.receiver)}
        return tuple(party for party in PARTIES if party in there)


def sequence(
    connector: Connector, method: Method, token: Call | None, url: Call | None, create: Call
) -> SequenceDiagram:
    """Return the sequence of a method; ``token``, ``url`` and ``create`` are the calls of its steps."""
    answers = connector.platform
    instance = ("id", "token")
    creation = (
        Exchange("call", "app", "platform", (request_line(create),)),
        Exchange("answer", "platform", "app", instance),
    )
    opening = (
        *_call(token, (p.name for p in answers.oauth_token_response)),
        *_call(url, (p.name for p in answers.oauth_url_response)),
    )
    if method.flow == "none":
        return SequenceDiagram((DiagramPart(creation),))
    arrival = Exchange("callback", "provider", "app", _names(method.callback))
    if method.flow == "provider-started":
        return SequenceDiagram((DiagramPart((Exchange("install", "user", "provider"), arrival, *creation)),))
    state = tuple(n for n in examples.oauth_url_query(connector, method) if n == "state")
    comparison = (Exchange("compare", "app", "app", state),) if state else ()
    start = (Exchange("ask", "user", "app"), *opening, Exchange("send", "app", "user", ("oauthUrl",)))
    agreed = (Exchange("consent", "user", "provider"), arrival, *comparison, *creation)
    refusal = Exchange("callback", "provider", "app", _names(answers.refusals_of(method.flow)[0].parameters))
    refused = (Exchange("refusal", "user", "provider"), refusal)
    return SequenceDiagram((DiagramPart(start), DiagramPart(agreed, "agreed"), DiagramPart(refused, "refused")))


def _call(call: Call | None, answer: Iterable[str]) -> tuple[Exchange, ...]:
    if call is None:
        return ()
    asked = Exchange("call", "app", "platform", (request_line(call),))
    return asked, Exchange("answer", "platform", "app", tuple(answer))


def _names(parameters: Items[Parameter]) -> tuple[str, ...]:
    return tuple(p.name for p in parameters)
