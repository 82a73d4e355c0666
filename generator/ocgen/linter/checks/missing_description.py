"""A parameter or field has no description.

Its row in the help page stays empty, and the editor of whoever uses the generated client shows nothing. The reader is
left to guess what the value is.

How to fix it: say in a sentence what the value is. Where to get it belongs under where_to_find.

    - key: acme.server
      label: Server
      description: Host name of the Acme account.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each parameter without a description."""
    for parameter in context.parameters:
        if not parameter.description:
            message = f'"{parameter.name}" has no description'
            yield Finding("missing-description", LEVEL, message, parameter.location, "description: what the value is")
