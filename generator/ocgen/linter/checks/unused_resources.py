"""No spec uses a file of resources.

A file resources/NAME.yaml holds the resources of one connector or of a family, which names it. One that no spec of the
directory names is a leftover, or the spec that should name it does not: it then misses what the file says.

How to fix it: name the file in its spec (`resources: resources/NAME.yaml`), or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import Location, display
from ocgen.linter.context import Context
from ocgen.linter.unread import unread
from ocgen.spec.files import RESOURCES

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each file that was not read although all connectors beside it were."""
    for path in unread(context, RESOURCES):
        message = f'no spec uses the resources of "{path.name}"'
        remedy = f"name it in its spec, as resources: {RESOURCES}/{path.name}, or remove the file"
        yield Finding("unused-resources", LEVEL, message, Location(display(path)), remedy)
