"""What a value may be, as a whole: its texts and its native values of JSON, as the validators take them.

A constant, an enum and the type boolean list the texts; a pattern binds them, in place of that of the type; without
one, the type json takes JSON alone; else any text passes. Bounds bind what is not listed. A number or boolean of JSON
says the same as a text, where a field is of such a type (`ocgen.shapes.members`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ocgen.facts.connector import ValueFacts
from ocgen.facts.secret_digest import enum_of, hides
from ocgen.model import LIMITS, TYPE_PATTERNS, Bound, is_json
from ocgen.model.limits import CHARACTER, bounds
from ocgen.patterns.analysis import judge
from ocgen.patterns.inclusion import Inclusion, inclusion
from ocgen.patterns.quoted import quoted
from ocgen.shapes import Leaf, natives as native_values

Native: TypeAlias = "bool | int | float"

_LONGEST = 80
_NATIVE = {
    "boolean": Leaf(("string", "boolean")),
    "integer": Leaf(("string", "integer")),
    "number": Leaf(("string", "number")),
}
# JSON of every kind, the shortest first; what each JSON text begins with, after white space; words and numbers of JSON.
_SOME_JSON = ("0", "{}", "[]", '""', "true", "null", "-1", '"a b"', '{"a": [1.5]}', "[0]")
_STARTS_JSON = r"^[\t\n\r ]*[\[{\"0-9tfn-]"
_PLAIN_JSON = r"^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)$"
_SPECIAL = re.compile(r"[\\^$.*+?()\[\]{}|]")


@dataclass(frozen=True, slots=True)
class Language:
    """``listed`` are the only texts; without them, all within ``bounds`` that fit ``pattern`` (empty: any), but for the
    empty one if ``filled``. ``natives`` are the only native values; ``whole`` and ``number`` tell that all whole ones
    pass, or all.
    """

    listed: tuple[str, ...] | None = None
    pattern: str = ""
    json: bool = False  # the texts are JSON, whatever it says
    filled: bool = False
    bounds: tuple[Bound, ...] = ()
    natives: tuple[Native, ...] = ()
    whole: bool = False
    number: bool = False
    secret: bool = False  # the texts are digests
    untold: str = ""  # the type of native values that belong to them

    @property
    def anything(self) -> bool:
        """Whether any text passes."""
        return self.listed is None and not (self.pattern or self.json or self.filled or self.bounds)


@dataclass(frozen=True, slots=True)
class LanguageVerdict:
    """Whether one language holds all of another: None when nobody can tell; else ``example`` shows what it lacks."""

    holds: bool | None
    example: str = ""


def languages(a: ValueFacts, b: ValueFacts, *, exact: bool, natives: bool) -> tuple[Language, Language]:
    """Return the languages of two forms of a value; what one is silent about is taken from the other.

    ``natives`` tells that native values of JSON may be sent. Where the forms are not ``exact``, an empty text may be
    refused for being empty by either of them.
    """
    sides = []
    for value, other in ((a, b), (b, a)):
        filled = {name: getattr(other, name) for name in ("type", "enum", "pattern") if getattr(value, name) is None}
        limits = {limit.attribute: other.said(limit.attribute) for limit in LIMITS}
        filled["more"] = tuple({**limits, **dict(value.more)}.items())
        sides.append(value if hides(value) else replace(value, **filled))
    same_need = exact and a.required == b.required  # a text that is refused for being empty belongs to the need
    first, second = (_language(value, natives=natives, need=same_need) for value in sides)
    if a.secret or b.secret:
        return _hidden(first, a, natives=natives), _hidden(second, b, natives=natives)
    return first, second


def stated_bounds(value: ValueFacts) -> tuple[Bound, ...]:
    """Return the bounds that a source states of a value."""
    return bounds(value.said)


def takes_empty(value: ValueFacts) -> bool:
    """Whether a value that must be there may be an empty text."""
    language = _language(value, natives=False, need=True)
    return _takes(language, "") is not False


def included(one: Language, other: Language) -> LanguageVerdict:
    """Return whether all that one language takes, another takes too, with the shortest text that it does not."""
    verdict = _together([_texts(one, other), _natives(one, other)])
    return LanguageVerdict(False) if one.secret and verdict.holds is False else verdict


def _together(verdicts: Sequence[LanguageVerdict]) -> LanguageVerdict:
    lacking = next((v for v in verdicts if v.holds is False), None)
    return lacking or LanguageVerdict(None if any(v.holds is None for v in verdicts) else True)


def _language(value: ValueFacts, *, natives: bool, need: bool) -> Language:
    type_ = value.type or "string"
    number, whole = natives and type_ == "number", natives and type_ in ("integer", "number")
    if value.enum:
        texts = tuple(sorted(value.enum))
        leaf = _NATIVE.get(type_) if natives else None
        return Language(texts, natives=tuple(native_values(leaf, texts)) if leaf else ())
    if type_ == "boolean":
        return Language(("false", "true"), natives=(False, True) if natives else ())
    pattern = value.pattern or TYPE_PATTERNS.get(type_, "")
    stated = stated_bounds(value)
    if type_ == "json" and not pattern:
        return Language(json=True, bounds=stated)
    needed = value.required is True and value.default is None
    return Language(None, pattern, filled=need and needed and not pattern, bounds=stated, whole=whole, number=number)


def _hidden(language: Language, value: ValueFacts, *, natives: bool) -> Language:
    """Return the language with a digest in place of what it lists, which counts as one text."""
    told = enum_of(value)
    if not told:
        return language
    native = value.type if natives and value.type in ("boolean", *TYPE_PATTERNS) else ""
    return Language((told,), secret=True, untold=native or "")


def _texts(one: Language, other: Language) -> LanguageVerdict:
    if other.anything:
        return LanguageVerdict(True)
    if one.listed is not None:
        if other.secret != one.secret:  # a digest fits no pattern but by chance
            return LanguageVerdict(None)
        return _each(one.listed, other)
    if other.secret:
        return LanguageVerdict(False)
    return _together([_shaped(one, replace(other, bounds=())), *(_bounded(one, bound) for bound in other.bounds)])


def _shaped(one: Language, other: Language) -> LanguageVerdict:
    """Whether all texts of a language, none of them listed, are those of another without bounds."""
    if other.anything:
        return LanguageVerdict(True)
    if one.json or other.json:
        return _json_texts(one, other)
    pattern = _pattern(other)
    # An empty text is the least telling example.
    found = _apart(one, one.pattern or CHARACTER, pattern)
    if found.holds and not one.pattern and not one.filled:
        found = _apart(one, "", pattern)
    return _verdict(found)


def _bounded(one: Language, bound: Bound) -> LanguageVerdict:
    """Whether all texts of a language, none of them listed, are within a bound."""
    if any(own.implies(bound) for own in one.bounds):
        return LanguageVerdict(True)
    # Letters, and digits for numbers and JSON, are quickly tried; automata of great lengths are large.
    tried = (text for letter in "a1" if _takes(one, text := bound.nearest_refused(letter)))
    if (refused := next(tried, None)) is not None:
        return LanguageVerdict(False, shown(refused))
    if one.json:
        return LanguageVerdict(None)
    return _verdict(_apart(one, one.pattern or (CHARACTER if one.filled else ""), bound.within))


def _apart(one: Language, pattern: str, *others: str) -> Inclusion:
    """Return whether the texts of a pattern that are within a language's bounds fit one of the others."""
    return inclusion(pattern, *others, *(bound.beyond for bound in one.bounds))


def _verdict(found: Inclusion) -> LanguageVerdict:
    if not found.known:
        return LanguageVerdict(None)
    return LanguageVerdict(True) if found.example is None else LanguageVerdict(False, shown(found.example))


def _json_texts(one: Language, other: Language) -> LanguageVerdict:
    """Compare two languages of texts, one of them or both all of JSON; ``one`` lists no texts."""
    if one.json:
        if other.json or (other.filled and not other.pattern):
            return LanguageVerdict(True)
        refused = next((text for text in _SOME_JSON if _takes(one, text) and _takes(other, text) is False), None)
        return LanguageVerdict(None) if refused is None else LanguageVerdict(False, shown(refused))
    for rough in (_STARTS_JSON, _PLAIN_JSON):
        found = _apart(one, one.pattern or CHARACTER, rough)
        if found.known and found.example is not None and not is_json(found.example):
            return LanguageVerdict(False, shown(found.example))
    return LanguageVerdict(True if found.holds else None)


def _each(texts: Iterable[str], other: Language) -> LanguageVerdict:
    verdicts = [(text, _takes(other, text)) for text in sorted(texts, key=lambda text: (len(text), text))]
    refused = next((text for text, taken in verdicts if taken is False), None)
    if refused is not None:
        return LanguageVerdict(False, shown(refused))
    return LanguageVerdict(None if any(taken is None for _, taken in verdicts) else True)


def _takes(language: Language, text: str) -> bool | None:
    """Whether a language takes a text: by the engine, or for a pattern that it does not know by Python's own."""
    if language.listed is not None:
        return text in language.listed
    if any(bound.breaks(text) for bound in language.bounds):
        return False
    if language.json:
        return is_json(text)
    if not language.pattern:
        return bool(text) or not language.filled
    found = inclusion(f"^{_escaped(text)}$", language.pattern)
    if found.known:
        return found.example is None
    if judge(language.pattern).growth != "linear":
        return None
    try:
        return re.search(language.pattern, text) is not None and not text.endswith("\n")
    except re.error:
        return None


def _pattern(language: Language) -> str:
    """Return a pattern that fits just the texts of a language that is not of any text."""
    if language.listed is None:
        return language.pattern or CHARACTER
    filled = "|".join(_escaped(text) for text in language.listed if text)
    return f"^({filled}){'?' * ('' in language.listed)}$" if filled else "^$"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _natives(one: Language, other: Language) -> LanguageVerdict:
    if one.untold or other.untold:
        same = (one.untold, one.listed) == (other.untold, other.listed)
        return LanguageVerdict(True if same or not (one.untold or list(_representatives(one, other))) else None)
    for value in _representatives(one, other):
        flag = isinstance(value, bool)
        whole = not flag and float(value).is_integer()
        known = any(isinstance(item, bool) == flag and item == value for item in other.natives)
        if not (known or (other.number and not flag) or (other.whole and whole)):
            return LanguageVerdict(False, f"the JSON value {json.dumps(value)}")
    return LanguageVerdict(True)


def _representatives(one: Language, other: Language) -> Iterator[Native]:
    """Yield native values for all of a language: those it lists, and one of each kind that ``other`` lacks."""
    yield from one.natives
    free = next(n for n in range(len(other.natives) + 1) if n not in other.natives)
    if one.whole or one.number:
        yield free
    if one.number:
        yield free + 0.5


def shown(text: str) -> str:
    """Return an example in quotes and in bounded length; of one that is cut, how long it is."""
    whole = quoted(text)
    return whole if len(whole) <= _LONGEST else f'{whole[: _LONGEST - 2]}…" ({len(text)} characters)'
