"""A description's words -> what they say of a value: requirement, default, choices, secrecy, type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocgen.facts.connector import Required
from ocgen.model import ValueType
from ocgen.upstream.sources.document import plain, without_emphasis

_TYPES: dict[str, ValueType] = {
    **dict.fromkeys(("string", "text"), "string"),
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(("integer", "int", "long"), "integer"),
    **dict.fromkeys(("number", "float"), "number"),
    **dict.fromkeys(("list", "array"), "list"),
    "json": "json",
}
_OPTIONAL = re.compile(
    r"\A\W*optional\b|\b(?:this (?:field|parameter|value|setting)|it) is optional\b"
    r"|(?:\A|[.;] |\bis )not required(?:[.;]|\Z)",
    re.IGNORECASE,
)
# "Required for your app" is no condition: what follows "for" is a value, a way to sign in or a kind of events.
_CONDITIONAL = re.compile(
    r"\b(?:required|needed|mandatory) (?:only )?(?:(?:if|when)\b"
    r"|for (?=[^.;\n]{0,40}(?:`|\b(?:authentication|sign-in|oauth ?[12]?|basic|custom|polling|webhooks?|events?)\b)))",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"(?:\bdefaults? (?:value )?(?:is|to)|\bdefault(?: value)?:|\bleft out, it is)\s*[*_]*"
    r"(?:`([^`\n]*)`|([A-Za-z0-9_-]+))",
    re.IGNORECASE,
)
_MARKED_DEFAULT = re.compile(r"`([^`\n]{1,200})`,? (?:\((?:the )?default\)|is the default\b)", re.IGNORECASE)
_CHOICES = re.compile(
    r"\b(?:one of(?: either)?|either|must be|"
    r"(?:valid|accepted|supported|possible|allowed) (?:values|options)(?: are)?|accepted)\W{0,4}(?=`)",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"`([^`\n]{1,200})`(?: \([^()\n]{0,200}\)| for [a-z ]{1,40}?)?(?:,? (?:or|and) (?=`)|, (?=`)|\s*/\s*(?=`))?"
)
_IN_BRACKETS = re.compile(r"\(([\w.-]{1,40}(?:, [\w.-]{1,40}){0,20}),? or ([\w.-]{1,40})\)")
_PLAIN_CHOICES = re.compile(
    r"\b(?:valid|accepted|supported|possible|allowed) (?:values|options)(?: are|:) "
    r"([\w-]{1,40}(?:, [\w-]{1,40}){0,20}),? (?:or|and) ([\w-]{1,40})(?=[.;\n]|\Z)",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|when|only)\b")
_CONDITION_FIELD = re.compile(r"`([^`\n]{1,200})`[^`\n]{0,30}`([^`\n]{1,100})`")
_SECRET = re.compile(r"\bsecret\b|\bconfidential\b", re.IGNORECASE)


def value_type(cell: str | None) -> ValueType | None:
    """Return the type that a cell names; None where it names none."""
    word = plain(cell or "").lower().split(",")[0].strip()
    return _TYPES.get(word)


def is_type(cell: str) -> bool:
    """Whether the cell names a type of JSON at all."""
    word = plain(cell).lower().split(",")[0].strip()
    return word in _TYPES or word in {"object", "json object"} or word.startswith("array of")


def secret(cell: str | None) -> bool | None:
    """Return True when the type's cell adds that the value is secret; a page seldom says."""
    return True if cell and "," in cell and _SECRET.search(cell) else None


def required(description: str, column: str | None, group: str | None = None) -> tuple[Required | None, str | None]:
    """Return the requirement and its condition; ``group`` is what heads the row's part of its table.

    Pages mark what is optional; a row without a mark says that the value is required.
    """
    told = plain(column or "").lower()
    if told:
        return "conditional" if _IF.search(told) else told.startswith(("y", "true", "required")), None
    description = without_emphasis(description)
    if conditional := _CONDITIONAL.search(description):
        named = _CONDITION_FIELD.search(description, conditional.end())
        return "conditional", f"{named[1]} is {named[2]}" if named else None
    if _OPTIONAL.search(description) or default(description) is not None:
        return False, None
    return not re.match(r"\W*optional\b", group or "", re.IGNORECASE), None


def default(description: str) -> str | None:
    """Return the default that a description names."""
    return default_and_place(without_emphasis(description))[0]


def default_and_place(text: str) -> tuple[str | None, int]:
    """Return the default that a text names, and where in it; None where it names none."""
    if found := _DEFAULT.search(text):
        return (found[1] if found[1] is not None else found[2]), found.start()
    marked = _MARKED_DEFAULT.search(text)
    return (marked[1], marked.start()) if marked else (None, 0)


def choices(description: str) -> tuple[str, ...]:
    """Return the values that a description lists as the only ones; empty where it lists none or one."""
    description = without_emphasis(description)
    if bracketed := _IN_BRACKETS.search(description) or _PLAIN_CHOICES.search(description):
        return tuple(dict.fromkeys([*bracketed[1].split(", "), bracketed[2]]))
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
