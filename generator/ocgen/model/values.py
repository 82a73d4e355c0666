"""What values are made of: choices, when they are required, members of bodies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

BodyType = Literal["string", "boolean", "integer", "object", "array"]

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


@dataclass(frozen=True, slots=True)
class Choice:
    """One accepted value of an enum, and what it means."""

    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """True when configuration field ``field`` has one of ``values`` (its default counts when it is absent)."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """When a value must be there.

    ``always`` wins; else all conditions in ``when`` have to hold, and none of the fields ``unless`` may be given;
    ``note`` is a condition that only a person can judge. ``methods`` are the ways to sign in that alone require the
    value, where a requirement is told over all of them.
    """

    always: bool = False
    when: tuple[Condition, ...] = ()
    note: str = ""
    methods: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # fields beside it, any of which will do in its place

    @property
    def conditional(self) -> bool:
        """Whether the requirement depends on something."""
        return not self.always and bool(self.when or self.note or self.methods or self.unless)


OPTIONAL = Requirement()


@dataclass(frozen=True, slots=True)
class Property:
    """One member of a JSON body that the platform defines (native JSON types)."""

    name: str
    type: BodyType
    required: bool = False
    secret: bool = False
    description: str = ""
    example: JsonValue = None
    enum: tuple[str, ...] = ()
    items: BodyType | None = None
    properties: tuple[Property, ...] = ()


def is_json(text: str) -> bool:
    """Whether a text is JSON as RFC 8259 has it, and nothing else: no NaN, no Infinity."""
    try:
        json.loads(text, parse_constant=_no_constant, parse_int=str, parse_float=str)  # numbers of any length are JSON
    except (ValueError, RecursionError):
        return False
    return True


def _no_constant(name: str) -> object:
    raise ValueError(name)
