"""No connector names a standard erratum.

The platform file lists mistakes that many upstream pages share, so that a spec need only name them. One that no spec
and no family beside it names is a leftover, or a spec that writes the same mistake out should name it.

How to fix it: name it in the specs that it holds for, or remove it from platform.yaml.

    errata:
      - callback-url-described-as-key
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import display
from ocgen.linter.context import Context
from ocgen.spec.files import PLATFORM_FILE, connector_files
from ocgen.spec.merge import name_of

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each standard erratum that none of the files names although all beside it were read."""
    documents = context.loaded.documents
    platforms = {path: tree for path, tree in documents.items() if Path(path).name == PLATFORM_FILE}
    specs = (tree for path, tree in documents.items() if path not in platforms)
    used = {name_of(item) for tree in specs for item in tree.items("errata")}
    for path, tree in platforms.items():
        if any(display(file) not in documents for file in connector_files([Path(path).parent]).values()):
            continue  # with some connectors left out, nobody can tell
        for item in tree.items("errata"):
            name = name_of(item)
            if name not in used:
                message = f'no connector names the standard erratum "{name}"'
                remedy = "name it in the specs that it holds for, or remove it"
                yield Finding("unused-erratum", LEVEL, message, item.location, remedy)
