"""One difference between two sides, before anybody has an opinion on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ocgen.findings.location import NOWHERE, Location

Part = Literal["field", "query", "callback", "provider-data"]
Aspect: TypeAlias = (
    str  # added, removed, renamed, or the aspect of a row of `ocgen.changes.attribute_rules` and -changed
)
Fact: TypeAlias = "str | None"

# What a change does to a client that was written against the first side. narrower: what it sends is refused, or what it
# counts on no longer exists. wider: all that worked still works. unclear: a side does not say enough to tell.
Effect = Literal["narrower", "wider", "unclear"]
Direction = Literal["sent", "received", "shown"]  # what a client sends, what it receives, what only a reader sees

DIRECTIONS: dict[Part, Direction] = {
    "field": "sent",
    "query": "sent",
    "callback": "received",
    "provider-data": "sent",
}


@dataclass(frozen=True, slots=True)
class Change:
    """``where`` is the path of the list or mapping that holds ``key``, in the words of a spec.

    ``before`` and ``after`` are what the sides say, None where one says nothing or there is nothing to show. ``prose``
    tells that they are words for readers, which may be reworded without making it another change. ``remark`` says how
    the effect is known, where the facts do not show it.
    """

    kind: str
    connector: str
    where: str
    key: str
    effect: Effect
    to: str = ""
    before: Fact = None
    after: Fact = None
    prose: bool = False
    like: str = ""  # of what was added or removed: the name on the other side that looks like it
    remark: str = ""
    was: Location = NOWHERE
    now: Location = NOWHERE

    @property
    def fingerprint(self) -> str:
        """A short name that stays the same when texts are reworded and lines move."""
        facts = () if self.prose else (self.before or "", self.after or "")
        identity = "\0".join((self.kind, self.connector, self.where, self.key, self.to, *facts))
        return hashlib.sha256(identity.encode()).hexdigest()[:16]


def in_order(changes: list[Change]) -> tuple[Change, ...]:
    """Return changes once each, in an order that depends on nothing but what they say."""
    unique = {(c.connector, c.where, c.key, c.kind, c.to, c.before or "", c.after or ""): c for c in changes}
    return tuple(unique[identity] for identity in sorted(unique))
