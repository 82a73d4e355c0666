"""Named values: parameters of calls, members of bodies, and when they are required."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ocgen.location import NOWHERE, Location

ValueType = Literal["string", "boolean", "integer", "number", "list", "json"]
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
        """Whether the requirement hangs on something."""
        return not self.always and bool(self.when or self.note or self.methods or self.unless)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One named value: a query parameter, a callback parameter, provider data or a configuration field.

    ``name`` is the name on the wire. ``value_from`` tells a client where the value comes from when the user need not
    give it: ``configuration:KEY`` (a configuration field), ``callback:NAME`` (a callback parameter),
    ``token:token`` or ``token:secret`` (the answer of OAuth 1's extra step), or empty (the user gives it).
    ``const`` is a value that the caller must send as it is; the empty string is one.
    """

    name: str
    label: str = ""
    term: str = ""  # the provider's own word for it: Client ID, Consumer Key
    description: str = ""
    where_to_find: str = ""
    type: ValueType = "string"
    format: str = ""  # the platform's name of the shape (url, hostname, email ...); its pattern stands in `pattern`
    pattern: str = ""  # in the portable subset of ECMAScript and Python, anchored by ^ and $
    accepts: str = ""  # the pattern in the reader's words: "a URL that starts with https://"
    enum: tuple[Choice, ...] = ()
    const: str | None = None
    default: str | None = None
    example: str | None = None
    secret: bool = False
    secret_stated: bool = False  # the spec says whether it is, so nobody need guess by the name
    required: Requirement = Requirement()
    value_from: str = ""
    deprecated: str = ""  # the reason and the way on
    renamed_from: str = ""
    alias: str = ""  # the name in generated code, in place of one made of `name`
    everywhere: bool = False  # accepted by every connector, whether its spec names it or not
    location: Location = field(default=NOWHERE, compare=False)


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
