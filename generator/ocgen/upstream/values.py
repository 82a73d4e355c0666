"""A description's words -> what they say of a value: requirement, default, choices, secrecy, type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocgen.facts import Required
from ocgen.model import ValueType
from ocgen.upstream.document import plain

_TYPES: dict[str, ValueType] = {
    "string": "string", "text": "string", "boolean": "boolean", "bool": "boolean", "integer": "integer", "int": "integer",
    "long": "integer", "number": "number", "float": "number", "json": "json", "list": "list", "array": "list",
}  # fmt: skip
_OPTIONAL = re.compile(r"\W*optional\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\b(?:required|needed|mandatory) (?:only )?(?:if|when|for)\b", re.IGNORECASE)
_REQUIRED = re.compile(r"\W*required\b|\bis required\b|\bmust be (?:given|set|sent)\b", re.IGNORECASE)
_DEFAULT = re.compile(
    r"(?:\bdefaults? (?:value )?(?:is|to)|\bdefault(?: value)?:|\bleft out, it is)\s*[*_]*(?:`([^`\n]*)`|([A-Za-z0-9_-]+))",
    re.IGNORECASE,
)
_CHOICES = re.compile(
    r"\b(?:one of(?: either)?|either|(?:valid|accepted|supported|possible|allowed) (?:values|options)(?: are)?|accepted)\W{0,4}"
    r"(?=`)",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"`([^`\n]{1,200})`(?: \([^()\n]{0,200}\))?(?:,? (?:or|and) |, |\s*/\s*)?")
_CONDITION_FIELD = re.compile(r"`([^`\n]{1,200})`[^`\n]{0,30}`([^`\n]{1,100})`")
_SECRET = re.compile(r"\bsecret\b|\bconfidential\b", re.IGNORECASE)


def value_type(cell: str | None) -> ValueType | None:
    """Return the type that a cell names; None where it names none."""
    word = plain(cell or "").lower().split(",")[0].strip()
    return _TYPES.get(word)


def is_type(cell: str) -> bool:
    """Whether the cell names a type of JSON at all."""
    word = plain(cell).lower().split(",")[0].strip()
    return word in _TYPES or word == "object" or word.startswith("array of")


def secret(cell: str | None) -> bool | None:
    """Return True when the type's cell adds that the value is secret; a page seldom says."""
    return True if cell and "," in cell and _SECRET.search(cell) else None


def required(description: str, column: str | None, documented: bool) -> tuple[Required | None, str | None]:
    """Return the requirement and its condition.

    Pages mark what is optional; a row without a mark says that the value is required.
    """
    told = plain(column or "").lower()
    if told:
        return told.startswith(("yes", "true", "required", "y")), None
    if conditional := _CONDITIONAL.search(description):
        named = _CONDITION_FIELD.search(description, conditional.end())
        return "conditional", f"{named[1]} is {named[2]}" if named else None
    if _OPTIONAL.match(description) or default(description) is not None:
        return False, None
    if _REQUIRED.search(description):
        return True, None
    return (True if documented else None), None


def default(description: str) -> str | None:
    """Return the default that a description names."""
    found = _DEFAULT.search(description)
    return (found[1] if found[1] is not None else found[2]) if found else None


def choices(description: str) -> tuple[str, ...]:
    """Return the values that a description lists as the only ones; empty where it lists none or one."""
    found = _CHOICES.search(description)
    listed: list[str] = []
    at = found.end() if found else 0
    while found and (choice := _CHOICE.match(description, at)):
        listed.append(choice[1].strip())
        at = choice.end()
    return tuple(dict.fromkeys(listed)) if len(listed) > 1 else ()


def is_boolean(values: Sequence[str]) -> bool:
    """Whether values are only true and false, however written."""
    return bool(values) and {value.lower() for value in values} <= {"true", "false"}
