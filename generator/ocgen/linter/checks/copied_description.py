"""Two fields have the same description.

The description of one field was copied to another and never changed: the help page then tells the reader that a
callback URL is an API key. It is the most frequent mistake of pages that are written by hand.

How to fix it: describe each of the two in its own words. The same value under two names is no mistake: say so with
value_from.

    - key: acme.api.key
      description: API key of your app.
    - key: acme.callback.url
      description: API key of your app.    # wrong: a copy of the line above
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level, Related
from ocgen.linter.context import Context, groups
from ocgen.model import Connector, Parameter

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each description that another field of the connector has too."""
    for connector in context.connectors:
        yield from _copies(context, connector)


def _copies(context: Context, connector: Connector) -> Iterator[Finding]:
    first: dict[str, Parameter] = {}
    for parameter in (p for group in groups(connector) for p in group.parameters):
        text = " ".join(parameter.description.lower().rstrip(".").split())
        if not text:
            continue
        other = first.setdefault(text, parameter)
        if other.name == parameter.name or _same_value(other, parameter):
            continue
        at = context.place(parameter, "description")
        message = f'"{parameter.name}" has the same description as "{other.name}"'
        related = (Related(context.place(other, "description"), f'the description of "{other.name}"'),)
        yield Finding("copied-description", LEVEL, message, at, "describe each in its own words", related)


def _same_value(one: Parameter, other: Parameter) -> bool:
    """Whether the one takes its value from the other, or both from the same place."""
    taken = {p.value_from.partition(":")[2] or p.name for p in (one, other)}
    return len(taken) == 1
