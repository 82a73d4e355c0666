"""No connector uses a family.

A family is a file families/NAME.yaml that holds what several connectors share. One that no spec of the directory names
is a leftover, or the connectors that should name it do not: they then miss what it says.

How to fix it: name the family in its connectors (`family: NAME`), or remove the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import Location, display
from ocgen.linter.context import Context
from ocgen.spec.files import FAMILIES, connector_files

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each family that was not read although all connectors beside it were."""
    read = {*context.loaded.documents, *(finding.location.path for finding in context.loaded.findings)}
    for name in sorted({str(PurePosixPath(c.files[0]).parent) for c in context.all_connectors}):
        directory = Path(name)
        if any(display(path) not in read for path in connector_files([directory]).values()):
            continue  # with some connectors left out, nobody can tell
        for path in sorted((directory / FAMILIES).glob("*.yaml")):
            if display(path) not in read:
                message = f'no connector uses the family "{path.stem}"'
                remedy = "name it in its connectors, or remove the file"
                yield Finding("unused-family", LEVEL, message, Location(display(path)), remedy)
