"""A parameter, and the one table of what it has: its attributes.

The reader of specs, what a parameter leaves to its field, the facts of two sides that are compared, locks and
`ocgen show --format json` walk the table; none of them names an attribute that is not particular to it. A new one is a
member of `Parameter`, a row here, a key of the spec schema, and how a change of it is judged
(`ocgen.changes.attribute_rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal, get_args

from ocgen.findings.location import NOWHERE, Location
from ocgen.model.values import OPTIONAL, Choice, Requirement

ValueType = Literal["string", "boolean", "integer", "number", "list", "json"]

# The texts of types that have no pattern of their own, in the portable subset.
TYPE_PATTERNS: Mapping[ValueType, str] = {
    "integer": "^-?[0-9]{1,18}$",
    "number": r"^-?[0-9]{1,18}(\.[0-9]{1,18})?$",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One named value: a query parameter, a callback parameter, provider data or a configuration field.

    ``name`` is the name on the wire. ``value_from`` tells a client where the value comes from when the user need not
    give it: ``configuration:KEY`` (a configuration field), ``callback:NAME`` (a callback parameter),
    ``token:token`` or ``token:secret`` (the answer of OAuth 1's extra step), or empty (the user gives it).
    ``const`` is a value that the caller must send as it is; the empty string is one. It is required unless a spec says
    otherwise.
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
    min_length: int = 0  # of the text as it travels, in Unicode code points; 0: none
    max_length: int = 0  # the same; 0: none
    enum: tuple[Choice, ...] = ()
    const: str | None = None
    default: str | None = None
    example: str | None = None
    secret: bool = False
    secret_stated: bool = False  # the spec says whether it is, so nobody need guess by the name
    required: Requirement = OPTIONAL
    value_from: str = ""
    deprecated: str = ""  # the reason and the way on
    renamed_from: str = ""
    alias: str = ""  # the name in generated code, in place of one made of `name`
    everywhere: bool = False  # accepted by every connector, whether its spec names it or not
    location: Location = field(default=NOWHERE, compare=False)

    def says(self, attribute: str) -> bool:
        """Whether an attribute has another value than one that no spec mentions."""
        return bool(getattr(self, attribute) != SILENT[attribute])


SILENT: Mapping[str, object] = {f.name: f.default for f in fields(Parameter)}

# How a spec writes a value: a text on one line, one of several lines, a word as it is, yes or no, a scalar as it
# travels, a whole number from 1 on, a list of values, when the parameter is required.
Form = Literal["line", "prose", "word", "flag", "wire", "count", "choices", "requirement"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What every stage has to know of an attribute. Its ``name`` is the key in specs, facts, locks and JSON."""

    name: str
    form: Form
    part: str = ""  # what a parameter takes from its field as one, when it says nothing of it itself; empty: nothing
    fact: Literal["own", "text", "more", ""] = ""  # a member of facts, words for readers, or one of their `more`
    locked: bool = False  # whether locks keep it
    shown: Literal["always", "said", ""] = "said"  # whether `ocgen show --format json` tells it
    brief: bool = False  # also of a query parameter and of provider data
    values: tuple[str, ...] = ()  # the only words that it can be


# In the order in which JSON has them.
ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute("label", "line", "label", "own", locked=True, shown="always"),
    Attribute("type", "word", "shape", "own", locked=True, shown="always", values=get_args(ValueType)),
    Attribute("required", "requirement", "", "own", locked=True, shown="always", brief=True),
    Attribute("default", "wire", "", "own", locked=True, brief=True),
    Attribute("const", "wire", brief=True),
    Attribute("enum", "choices", "shape", "own", locked=True, brief=True),
    Attribute("example", "wire", "example", "text", brief=True),
    Attribute("term", "line", "term", "text"),
    Attribute("format", "word", "shape"),
    Attribute("pattern", "word", "shape", "own", locked=True),
    Attribute("accepts", "line", "shape", "text"),
    Attribute("min_length", "count", "shape", "more", locked=True),
    Attribute("max_length", "count", "shape", "more", locked=True),
    Attribute("secret", "flag", "secret", "own", locked=True, shown="always"),
    Attribute("description", "prose", "description", "own", shown="always"),
    Attribute("where_to_find", "prose", "where_to_find", "text", shown="always"),
    Attribute("value_from", "word", "", "more"),
    Attribute("deprecated", "prose", "", "own"),
    Attribute("renamed_from", "word", "", "own"),
    Attribute("alias", "word", "", "more"),
    Attribute("everywhere", "flag", shown=""),
)
