"""What else lies in the folders of generated files: files that no record names."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ocgen.output.header import bears_notice
from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.paths import is_inside
from ocgen.targets.registry import OURS

_MOST = 20_000  # files that are looked through; a folder with more is somebody's and not ours
_NOT_OURS = {"node_modules", "__pycache__"}


def foreign_files(out: Path, known: Collection[str], roots: Collection[str]) -> list[str]:
    """Return the paths of regular files that are not ``known``, sorted, in the folders ``roots`` at the top.

    Hidden files and folders, and what a symbolic link leads to, are nobody's of ours.
    """
    found = []
    for number, path in enumerate(_files(out, roots)):
        if number >= _MOST:
            break
        if path not in known and is_inside(path):
            found.append(path)
    return sorted(found)


def roots_of(paths: Iterable[str], targets: Collection[str] | None = None) -> set[str]:
    """Return the folders at the top of the output directory that paths lead into, and those of our own targets.

    A target of ours writes into the folder of its name; files of one that is left out by now may lie there still.
    ``targets`` are those that count (None: all).
    """
    ours = {name for name in OURS if targets is None or name in targets}
    return ours.union(root for root, slash, _ in (path.partition("/") for path in paths) if slash)


def bearing_notice(out: Path, paths: Collection[str]) -> list[str]:
    """Return those of the paths whose files have ocgen's notice at their head."""
    found = []
    with OutputDirectory(out) as inside:
        for path in paths:
            with suppress(OSError):
                if bears_notice(inside.read(path)):
                    found.append(path)
    return found


def _files(out: Path, roots: Collection[str]) -> Iterator[str]:
    for root in sorted(roots):
        pending = [root]
        while pending:
            folder = pending.pop()
            with suppress(OSError), os.scandir(f"{out}/{folder}") as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name in _NOT_OURS:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{folder}/{entry.name}")
                    elif entry.is_file(follow_symlinks=False):
                        yield f"{folder}/{entry.name}"
