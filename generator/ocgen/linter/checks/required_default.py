"""A value is required and has a default.

A default is what counts when the value is left out, so that nobody has to give it: a page that calls it required says
too much, and validators let it be left out.

How to fix it: leave out `required` where the platform has a default of its own. Where it has none, leave out `default`
and show the usual value as the example.

    - key: acme.interval
      required: true       # wrong: without it, 3600 counts
      default: 3600
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each value that is required, be it in some cases, and has a default."""
    for parameter in context.parameters:
        needed = parameter.required.always or parameter.required.conditional
        if needed and parameter.default is not None and parameter.const is None:
            message = f'"{parameter.name}" is required and has a default, which counts when it is left out'
            at = context.place(parameter, "required")
            remedy = "leave out required, or the default if the platform has none"
            yield Finding("required-default", LEVEL, message, at, remedy, secret=parameter.secret)
