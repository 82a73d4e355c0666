"""Nothing can be called on a resource.

A resource without calls, actions and resources below it says that there is something, and no way to it. Generated code
and pages leave it out.

How to fix it: write down its calls, or remove it.

    contacts: {fields: {Email: string}}                          # wrong
    contacts: {calls: [list, get], fields: {Email: string}}      # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each resource on which nothing can be called."""
    for connector in context.connectors:
        for names, resource in connector.every_resource():
            if not resource.calls and not resource.below:
                message = f"the resource {'.'.join(names)} has no calls"
                remedy = "say what can be called (calls, actions), or remove it"
                yield Finding("empty-resource", LEVEL, message, resource.location, remedy)
