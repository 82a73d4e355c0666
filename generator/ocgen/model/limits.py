"""Bounds of a text that travels: how much of something it must or may hold. One row each.

The reader of specs, JSON Schemas, validators, pages, lint and diffs walk the table; none of them names a bound. A new
one is a row here and an attribute of a parameter (`ocgen.model.parameter`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ocgen.model.parameter import Parameter
from ocgen.text.phrases import ENGLISH, NN_

CHARACTER = "(a|[^a])"  # any one; the portable subset has no shorter way to say it


@dataclass(frozen=True, slots=True)
class Measure:
    """Something of a text that can be counted.

    ``source`` is the Python that counts it in a text ``x``, ``sample`` makes a text of some letter with so much of it.
    The patterns, in the portable subset, are those of all texts with at most and with at least so much of it.
    """

    count: Callable[[str], int]
    source: str
    sample: Callable[[str, int], str]
    at_most: Callable[[int], str]
    at_least: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound. ``words`` say it of one and of more; ``keyword`` is that of JSON Schema."""

    attribute: str
    kind: Literal["least", "most"]
    measure: Measure
    keyword: str
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound with its number."""

    limit: Limit
    number: int

    def breaks(self, text: str) -> bool:
        """Whether a text is refused."""
        count = self.limit.measure.count(text)
        return count < self.number if self._least else count > self.number

    def implies(self, other: Bound) -> bool:
        """Whether each text within this bound is within another of the same measure and kind."""
        if (self.limit.measure, self.limit.kind) != (other.limit.measure, other.limit.kind):
            return False
        return self.number >= other.number if self._least else self.number <= other.number

    def excludes(self, other: Bound) -> bool:
        """Whether no text is within both this bound and another."""
        if self.limit.measure != other.limit.measure or self.limit.kind == other.limit.kind:
            return False
        return self.number > other.number if self._least else self.number < other.number

    @property
    def refusal(self) -> str:
        """Python that is true of a text ``x`` that is refused."""
        return f"{self.limit.measure.source} {'<' if self._least else '>'} {self.number}"

    @property
    def within(self) -> str:
        """The pattern of all texts that are not refused."""
        return self._measured(self._least, self.number)

    @property
    def beyond(self) -> str:
        """The pattern of all texts that are refused."""
        return self._measured(not self._least, self._first_refused)

    def nearest_refused(self, letter: str) -> str:
        """Return a text of a letter that just breaks the bound."""
        return self.limit.measure.sample(letter, self._first_refused)

    @property
    def english(self) -> str:
        """The bound in words, to follow "must have"."""
        said = ENGLISH.ngettext(*self.limit.words, self.number)
        return said[:1].lower() + said[1:]

    @property
    def _least(self) -> bool:
        return self.limit.kind == "least"

    @property
    def _first_refused(self) -> int:
        return self.number - 1 if self._least else self.number + 1

    def _measured(self, least: bool, number: int) -> str:
        return self.limit.measure.at_least(number) if least else self.limit.measure.at_most(number)


# Unicode code points, as JSON Schema counts: https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3
_LENGTH = Measure(
    count=len,
    source="len(x)",
    sample=lambda letter, number: letter * number,
    at_most=lambda number: f"^{CHARACTER}{{0,{number}}}$",
    at_least=lambda number: f"^{CHARACTER}{{{number},}}$",
)

LIMITS: tuple[Limit, ...] = (
    Limit("min_length", "least", _LENGTH, "minLength",
          NN_("At least %(count)s character", "At least %(count)s characters")),
    Limit("max_length", "most", _LENGTH, "maxLength",
          NN_("At most %(count)s character", "At most %(count)s characters")),
)  # fmt: skip


def bounds(number_of: Callable[[str], int | None]) -> tuple[Bound, ...]:
    """Return the bounds that are set; ``number_of`` returns the number of an attribute, 0 or None where unset."""
    found = ((limit, number_of(limit.attribute)) for limit in LIMITS)
    return tuple(Bound(limit, number) for limit, number in found if number)


def said_bounds(parameter: Parameter) -> tuple[Bound, ...]:
    """Return the bounds that a parameter's definition names."""
    return bounds(lambda attribute: getattr(parameter, attribute))


def bounds_of(parameter: Parameter) -> tuple[Bound, ...]:
    """Return the bounds of a parameter's text; where the values are listed there are none, for the list says all."""
    listed = parameter.enum or parameter.const is not None or parameter.type == "boolean"
    return () if listed else said_bounds(parameter)
