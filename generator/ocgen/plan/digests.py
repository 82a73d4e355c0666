"""Digests of what a run reads: the tool, the templates, the specs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ocgen import __version__
from ocgen.files.below import files_below
from ocgen.files.reading import LARGE, read_file, with_lf
from ocgen.files.resources import specs_directory


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hex: the same for a text whatever its line ends are."""
    return hashlib.sha256(with_lf(content)).hexdigest()


def file_digest(path: str) -> str:
    """Return the digest of a file, of a spec or a template; raises OSError."""
    return digest(read_file(path, LARGE))


def tree_digest(files: Mapping[str, str]) -> str:
    """Return one digest for named files: their names and contents, whatever directory they are in."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{file_digest(files[name])}\n".encode())
    return whole.hexdigest()


@cache
def tool_digest() -> str:
    """Return the digest of ocgen itself: version, source and the schemas of specs, as they were when the run began."""
    package = str(Path(__file__).parents[1])
    files: dict[str, str] = {}
    for directory, inner, names in os.walk(package):
        inner[:] = [name for name in inner if name not in ("_data", "__pycache__")]
        place = directory[len(package) + 1 :].replace(os.sep, "/")
        files |= {f"{place}/{n}" if place else n: f"{directory}/{n}" for n in names if n.endswith(".py")}
    files |= {f"schema/{path.name}": str(path) for path in (specs_directory() / "schema").glob("*.json")}
    return digest(f"{__version__}\n{tree_digest(files)}".encode())


def templates_digest(directories: Iterable[Path]) -> str:
    """Return the digest of all templates, those of the overlay included."""
    files = {
        f"{number}/{path.relative_to(directory).as_posix()}": str(path)
        for number, directory in enumerate(directories)
        for path in files_below(directory)
    }
    return tree_digest(files)
