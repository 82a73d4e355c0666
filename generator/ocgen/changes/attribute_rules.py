"""How a change of each attribute of a value is told and judged: one row each.

`ocgen.changes.aspects` compares by it, the table of rules has a row for each part of a spec, and messages and known
mistakes take their words from it. Attributes that decide together (need, accepted values) are judged by modules of
their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ocgen.changes.change import Effect
from ocgen.changes.rule import Severity
from ocgen.facts.connector import StatedValue

Judge: TypeAlias = Callable[[StatedValue, StatedValue], Effect]
Reach = Literal["request", "code", "reader"]  # who notices: the platform and clients, who writes programs, who reads


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """One row. ``title`` and ``why`` are the rule's; ``before`` and ``after`` its example, as lines of a spec."""

    aspect: str  # what kinds of changes are named after
    noun: str
    title: str
    why: str
    before: str
    after: str
    reach: Reach = "request"
    narrower: Severity = "warning"  # the level of what breaks, where only who writes programs notices
    attribute: str = ""  # in the model; empty: judged with others
    judge: Judge | None = None
    by_presence: bool = False  # it differs when only one side has it; other words alone are a reworded text
    prose: bool = False
    erratum: bool = False  # whether a mistake of a page can be about it


def _wider(_: StatedValue, __: StatedValue) -> Effect:
    return "wider"


def _unclear(_: StatedValue, __: StatedValue) -> Effect:
    return "unclear"


def _tighter(_: StatedValue, after: StatedValue) -> Effect:
    return "narrower" if after else "wider"


def _guarded(_: StatedValue, after: StatedValue) -> Effect:
    return "unclear" if after else "wider"


def _moved(before: StatedValue, after: StatedValue) -> Effect:
    return "narrower" if before and after else "unclear"


_FITTING = (
    "It is judged by all that the value may be, its type, its listed values, its pattern and its length together. It "
    "breaks when one can no longer be sent, or one can be received that could not; the message shows one. Where that "
    "cannot be told it counts as breaking too: a pattern may not be portable, or too large."
)

_ROWS: tuple[AttributeChange, ...] = (
    AttributeChange("required", "need", "is required in other cases",
                    "It breaks when the value becomes required without a default.", "required: false", "required: true",
                    erratum=True),
    AttributeChange("type", "type", "has another type", _FITTING, "type: string", "type: boolean", erratum=True),
    AttributeChange("enum", "accepted values", "takes other values", _FITTING, "enum: [full, light]", "enum: [full]",
                    erratum=True),
    AttributeChange("default", "default", "has another default",
                    "It breaks when whoever leaves the value out gets another one.", "default: full", "default: light",
                    erratum=True),
    AttributeChange("pattern", "pattern", "has another pattern", _FITTING, "pattern: ^[a-z]+$", "pattern: ^[a-z]{3}$",
                    erratum=True),
    AttributeChange("min-length", "minimum length", "has another minimum length", _FITTING, "min_length: 4",
                    "min_length: 8"),
    AttributeChange("max-length", "maximum length", "has another maximum length", _FITTING, "max_length: 64",
                    "max_length: 40"),
    AttributeChange("values", "accepted values", "is bound in another way", _FITTING, "enum: [full, light]",
                    "pattern: ^[a-z]+$"),
    AttributeChange("source", "origin of the value", "comes from another place",
                    "It breaks when a client takes the value from the wrong place.",
                    "value_from: configuration:acme.mode", "value_from: configuration:acme.kind",
                    attribute="value_from", judge=_moved),
    AttributeChange("secret", "secrecy", "is secret or no longer",
                    "Clients that log it now leak a secret; no request fails. It breaks programs that use the "
                    "generated client, which takes and gives a Secret or a text.", "secret: false", "secret: true",
                    "code", "breaking", "secret", _guarded, erratum=True),
    AttributeChange("alias", "name in generated code", "has another name in generated code",
                    "No request holds it; who uses the generated client has to write the new name.",
                    "label: Mode", "label: Mode\n    alias: way", "code", "breaking", "alias", _unclear),
    AttributeChange("deprecated", "deprecation", "is deprecated or no longer",
                    "It still works; whoever uses it should move on.",
                    "label: Mode", "label: Mode\n    deprecated: use acme.kind", "code",
                    attribute="deprecated", judge=_tighter, by_presence=True, prose=True),
    AttributeChange("label", "label", "has another label", "Only readers see a label; no request holds it.",
                    "label: Mode", "label: Way of working", "reader", attribute="label", judge=_wider, prose=True,
                    erratum=True),
)  # fmt: skip
ATTRIBUTE_CHANGES: Mapping[str, AttributeChange] = {row.aspect: row for row in _ROWS}
