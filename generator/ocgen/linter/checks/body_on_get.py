"""A call that only reads has a body.

A GET request with content has no meaning that all servers agree on (RFC 9110, 9.3.1): some ignore it, some refuse the
request. What a GET takes stands in its query.

How to fix it: move the fields to `query`, or use the method that the platform knows the call by.

    actions:
      find: {call: GET find, fields: {text: string}}    # wrong
      find: {call: GET find, query: {text: string}}     # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each GET that sends a body, fields or parts."""
    for connector in context.connectors:
        for _, resource in connector.every_resource():
            for call in resource.calls:
                if call.method == "GET" and (call.body != "none" or call.multipart):
                    message = f"{call.name} is a GET and sends a body"
                    remedy = "say what it takes in query, or use another method"
                    yield Finding("body-on-get", LEVEL, message, call.location, remedy)
