"""A spec's file is not named after its key.

Connectors are chosen by file name (`ocgen generate acme` reads acme.yaml), and generated files are named after the key.
When the two differ, the one cannot be found by the other. Of acme.yaml and acme.yml in one directory only the first
is read, so that the other is an error too.

How to fix it: rename the file, or correct the key; remove one of two files.

    # specs/acmecrm.yaml
    key: acme-crm      # wrong: the file would have to be acme-crm.yaml
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each connector whose file has another name."""
    for connector in context.connectors:
        path = PurePosixPath(connector.files[0])
        if path.stem != connector.key:
            message = f'the key is "{connector.key}", and the file is named {path.name}'
            remedy = f"rename the file to {connector.key}{path.suffix}, or correct the key"
            yield Finding("file-name", LEVEL, message, connector.location, remedy)
