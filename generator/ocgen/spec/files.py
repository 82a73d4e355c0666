"""Where spec files are; nothing is read here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PLATFORM_FILE = "platform.yaml"
FAMILIES = "families"


def connector_files(directories: Sequence[Path]) -> dict[str, Path]:
    """Return the spec file of each connector key, by file name; an earlier directory hides a later one's file."""
    found: dict[str, Path] = {}
    for directory in directories:
        for path in sorted([*directory.glob("*.yaml"), *directory.glob("*.yml")]):
            if path.name != PLATFORM_FILE:
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))
