"""Where spec files are; nothing is read here."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

PLATFORM_FILE = "platform.yaml"
FAMILIES = "families"
RESOURCES = "resources"
PARTS = (FAMILIES, RESOURCES)  # the folders of what specs are made from beside themselves
SUFFIXES = (".yaml", ".yml")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")  # it can be shown, and be a file's name, anywhere


def is_connector_key(text: str) -> bool:
    """Whether a text can be the key of a connector, whose spec is the file of that name: platform.yaml is none's."""
    return bool(_KEY.match(text)) and f"{text}{SUFFIXES[0]}" != PLATFORM_FILE


def connector_files(directories: Sequence[Path]) -> dict[str, Path]:
    """Return the spec file of each connector key, by file name; an earlier directory hides a later one's file.

    Raises OSError for a directory that cannot be read.
    """
    found: dict[str, Path] = {}
    for directory in directories:
        for path in sorted(directory.iterdir()):
            if path.suffix in SUFFIXES and path.name != PLATFORM_FILE:
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def twin_of(path: Path) -> Path | None:
    """Return the file beside a spec that differs from it only in how YAML's suffix is written, and so is not read."""
    name = str(path).removesuffix(path.suffix)
    others = (f"{name}{suffix}" for suffix in SUFFIXES if suffix != path.suffix)
    return next((Path(other) for other in others if os.path.exists(other)), None)  # noqa: PTH110 - asked of every spec


def part_names(directories: Sequence[Path]) -> list[str]:
    """Return the files in the folders beside the specs, relative to their directories, sorted."""
    found = (path for directory in directories for part in PARTS for path in (directory / part).glob("*.yaml"))
    return sorted({f"{path.parent.name}/{path.name}" for path in found})


def family_names(directories: Sequence[Path]) -> list[str]:
    """Return the names of all families in these directories, sorted."""
    return sorted({path.stem for directory in directories for path in (directory / FAMILIES).glob("*.yaml")})
