"""What a call is made of: values, lists and objects, free of any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ocgen.model import Bound, Choice, JsonValue

Native = Literal["string", "boolean", "integer", "number", "object", "array", "null"]
CallName = Literal[
    "oauth-token-query",
    "oauth-url-query",
    "callback-query",
    "instance-request",
    "connector-instance-request",
    "instance-response",
]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value. What binds it binds the string form; native numbers and booleans pass as they are.

    Without ``types`` it is any value.
    """

    types: tuple[Native, ...] = ("string",)
    not_empty: bool = False
    pattern: str = ""
    format: str = ""  # a JSON Schema format that the pattern implies
    choices: tuple[Choice, ...] = ()
    const: str | None = None
    json: bool = False  # whether the text has to be JSON
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A JSON array, or null where that does as well; ``items`` is None where anything may stand in it."""

    items: Shape | None = None
    null: bool = False


@dataclass(frozen=True, slots=True)
class GivenCondition:
    """The member is required when ``field`` beside it has one of ``values``; ``absent`` counts as one of them."""

    field: str
    values: tuple[str, ...]
    absent: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object. ``shared`` marks what every connector has in the very same form.

    It is required when all of ``when`` hold and none of the members ``unless`` beside it is given, if there are such.
    """

    name: str
    shape: Shape
    required: bool = False
    when: tuple[GivenCondition, ...] = ()
    unless: tuple[str, ...] = ()
    label: str = ""
    description: str = ""
    where_to_find: str = ""
    accepts: str = ""
    default: str | None = None
    example: JsonValue = None
    secret: bool = False
    deprecated: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Object:
    """A JSON object or a query, or null where that does as well."""

    members: tuple[Member, ...] = ()
    closed: bool = False
    null: bool = False

    @property
    def own(self) -> tuple[Member, ...]:
        """The members that this connector does not share with all others."""
        return tuple(m for m in self.members if not m.shared)


Shape: TypeAlias = Leaf | Listing | Object


@dataclass(frozen=True, slots=True)
class Variant:
    """What a call is made of, for the named methods.

    ``form`` names one of several forms of the same method. It has a member, ``sign``, without which it is not meant.
    ``selects`` is the value of the call's selector that asks for it.
    """

    methods: tuple[str, ...]
    shape: Object
    example: JsonValue = None
    form: str = ""
    sign: str = ""
    selects: str = ""


@dataclass(frozen=True, slots=True)
class CallShape:
    """One of the things that a connector's validators check.

    A body whose member ``selector`` has the value that some variant selects is held against the variants with this
    value alone, any other body against the rest. What says the same as another call once it has the members ``given``
    is ``like`` that one.
    """

    name: CallName
    title: str
    request: bool  # what a client sends; its secrets are written and never read
    variants: tuple[Variant, ...]
    selector: str = ""
    like: CallName | None = None
    given: tuple[tuple[str, JsonValue], ...] = ()

    @property
    def selections(self) -> tuple[str, ...]:
        """The values of the selector that some variant asks for."""
        return tuple(dict.fromkeys(v.selects for v in self.variants if v.selects))

    def selected(self, value: str = "") -> tuple[Variant, ...]:
        """Return the variants for a value of the selector; without one, those for all other bodies."""
        return tuple(v for v in self.variants if v.selects == value)


def natives(leaf: Leaf, texts: Iterable[str]) -> list[bool | int | float]:
    """Return the native JSON values that say the same as ``texts``, each once, as far as the leaf takes such."""
    found: list[bool | int | float] = []
    for text in texts:
        if "boolean" in leaf.types and text in ("true", "false"):
            found.append(text == "true")
        elif {"integer", "number"} & set(leaf.types):
            value = _number(text)
            found += [] if value is None or value in found else [value]
    return found


def _number(text: str) -> int | float | None:
    """Return the number that a text stands for in JSON; None when there is none."""
    if re.fullmatch("-?[0-9]{1,18}", text):
        return int(text)
    return float(text) if re.fullmatch(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,2})?", text) else None
