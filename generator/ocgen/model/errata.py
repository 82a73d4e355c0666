"""A mistake of an upstream page: its words for readers, and what it is about for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ocgen.findings.location import NOWHERE, Location

# The places of a page. The first ones hold facts that a spec has too, so that a mistake there can be a difference.
Part = Literal[
    "connector", "methods", "oauth_token_query", "oauth_url_query", "callback", "provider_data", "configuration",
    "request", "event_methods", "event_parameters", "event_resources",
    "example", "answer", "command", "text", "events_page", "other_page",
]  # fmt: skip

# What can be wrong there. The first ones are those in which a page and a spec can differ.
Aspect = Literal[
    "missing", "extra", "name", "required", "type", "enum", "default", "pattern", "secret", "label", "value", "flow",
    "undescribed", "copied", "description", "cells", "syntax", "spelling", "place", "repeated",
    "quotes", "lines", "ending",
]  # fmt: skip

_PRESENCE: frozenset[Aspect] = frozenset({"missing", "extra"})
_VALUE: frozenset[Aspect] = _PRESENCE | {"name", "required", "type", "enum", "default", "pattern", "secret", "label"}
_OF_FACTS: Mapping[Part, frozenset[Aspect]] = {
    "connector": frozenset({"value"}),
    "methods": _PRESENCE | {"flow"},
    "oauth_token_query": _VALUE,
    "oauth_url_query": _VALUE,
    "callback": _VALUE,
    "provider_data": _VALUE,
    "configuration": _VALUE,
    "request": _PRESENCE | {"value"},
    "event_methods": _PRESENCE,
    "event_parameters": _PRESENCE,
    "event_resources": _PRESENCE,
}

# In words for readers and in examples, which hold no facts: these are no difference to a spec.
_ROW: frozenset[Aspect] = frozenset({"undescribed", "copied", "description", "cells"})
_SHOWN: frozenset[Aspect] = frozenset(
    {"missing", "extra", "name", "type", "value", "syntax", "spelling", "place", "repeated"}
)
_COMMAND: frozenset[Aspect] = frozenset({"quotes", "lines", "ending"})
_OF_WORDS: Mapping[Part, frozenset[Aspect]] = {
    **dict.fromkeys(_OF_FACTS, _ROW | {"place"}),
    "request": _ROW | {"place", "type"},
    "example": _SHOWN,
    "answer": _SHOWN,
    "command": _SHOWN | _COMMAND,
    "text": _SHOWN | _ROW,
    "events_page": _SHOWN | _ROW | _COMMAND,
    "other_page": _SHOWN | _ROW | _COMMAND,
}

FACT_PARTS: frozenset[Part] = frozenset(_OF_FACTS)
ASPECTS: Mapping[Part, frozenset[Aspect]] = {
    part: _OF_FACTS.get(part, frozenset()) | shown for part, shown in _OF_WORDS.items()
}


@dataclass(frozen=True, slots=True)
class About:
    """One thing that is wrong on a page: the place, the name of what stands there, and what is wrong with it.

    ``key`` is empty where the mistake is that of the whole place. ``found`` is what the page has, letter for letter: of
    an aspect that facts have, the value; of any other, a text that stands on the page as long as the mistake does.
    """

    part: Part
    aspect: Aspect
    key: str = ""  # as the spec has it
    found: str = ""  # as the page has it
    location: Location = field(default=NOWHERE, compare=False)

    def members(self) -> dict[str, str]:
        """Return it as a spec writes it, without what is empty."""
        named = (("part", self.part), ("key", self.key), ("aspect", self.aspect), ("found", self.found))
        return {name: value for name, value in named if value}

    @property
    def of_facts(self) -> bool:
        """Whether it can be a difference between the page and the spec."""
        return self.aspect in _OF_FACTS.get(self.part, frozenset())


@dataclass(frozen=True, slots=True)
class Erratum:
    """A mistake of the upstream page: what it says, what is right, and how we know.

    These are words for readers. ``about`` is what programs go by; without it, a mistake excuses no difference.
    """

    where: str
    says: str
    right: str
    why: str
    location: Location = NOWHERE
    about: tuple[About, ...] = ()

    def words(self) -> dict[str, str]:
        """Return what it tells readers, as a spec writes it."""
        return {"where": self.where, "says": self.says, "right": self.right, "why": self.why}
