"""No value is as short or as long as a field wants it.

The least length is above the greatest, or what matches the pattern, or one of the values true and false, has another
length. The generated validator would refuse whatever a user gives.

How to fix it: correct the length that is wrong, or leave it out where the pattern says it already.

    - key: acme.zone
      pattern: ^[a-z]{3}$
      min_length: 4              # wrong: what matches the pattern has three characters

    - key: acme.zone
      min_length: 8
      max_length: 4              # wrong
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import TYPE_PATTERNS, Bound, Parameter, said_bounds
from ocgen.patterns.inclusion import inclusion

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each bound that no value can keep to."""
    for parameter in context.parameters:
        bounds = said_bounds(parameter)
        for bound in bounds:
            if why := _impossible(parameter, bound, bounds):
                message = f'no value of "{parameter.name}" can have {bound.english}: {why}'
                at = context.place(parameter, bound.limit.attribute)
                remedy = f"correct {bound.limit.attribute}, or what it contradicts"
                yield Finding("impossible-length", LEVEL, message, at, remedy)


def _impossible(parameter: Parameter, bound: Bound, bounds: tuple[Bound, ...]) -> str:
    """Return what a bound contradicts, or an empty text; of two bounds the first is told."""
    for other in bounds[bounds.index(bound) + 1 :]:
        if bound.excludes(other):
            return f"it is to have {other.english}"
    if parameter.type == "boolean" and all(map(bound.breaks, ("true", "false"))):
        return "it is true or false"
    if parameter.pattern and inclusion(parameter.pattern, bound.beyond).holds:
        return "its pattern matches none such"
    typed = TYPE_PATTERNS.get(parameter.type)
    if typed and inclusion(typed, bound.beyond).holds:
        return f"no {parameter.type} is written with so many"
    return ""
