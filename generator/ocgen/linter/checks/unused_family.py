"""No connector uses a family.

A family is a file families/NAME.yaml that holds what several connectors share. One that no spec of the directory names
is a leftover, or the connectors that should name it do not: they then miss what it says.

How to fix it: name the family in its connectors (`family: NAME`), or remove the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import Location, display
from ocgen.linter.context import Context
from ocgen.linter.unread import unread
from ocgen.spec.files import FAMILIES

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each family that was not read although all connectors beside it were."""
    for path in unread(context, FAMILIES):
        message = f'no connector uses the family "{path.stem}"'
        remedy = "name it in its connectors, or remove the file"
        yield Finding("unused-family", LEVEL, message, Location(display(path)), remedy)
