"""Files in the folders beside specs that nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ocgen.findings.location import display
from ocgen.linter.context import Context
from ocgen.spec.files import connector_files


def unread(context: Context, folder: str) -> Iterator[Path]:
    """Yield the files of a folder beside the specs that were not read, although all connectors beside it were."""
    read = {*context.loaded.documents, *(finding.location.path for finding in context.loaded.findings)}
    for name in sorted({str(PurePosixPath(c.files[0]).parent) for c in context.all_connectors}):
        directory = Path(name)
        if any(display(path) not in read for path in connector_files([directory]).values()):
            continue  # with some connectors left out, nobody can tell
        yield from (path for path in sorted((directory / folder).glob("*.yaml")) if display(path) not in read)
