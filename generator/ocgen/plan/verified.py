"""What was looked at before and need not be rendered again: which files the same inputs give.

A run that has rendered a connector keeps, in the user's cache, a digest of its inputs (spec, family, platform,
settings, templates, ocgen itself) together with the paths and digests of all of its files. While the inputs are the
same and the files are on disk with these digests, they are current, whatever the record, a merge or a checkout has
done in between. The record cannot tell that: two branches that were each current give, merged, a record whose lines
are all true, and files that no run has made together. For the same reason no time and no place is kept, and a fresh
clone is looked at once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ocgen.files.cache import cache_directory, keep, read_kept
from ocgen.plan.digests import digest
from ocgen.plan.inputs import Inputs
from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.record import OutputRecord, Owned

_MOST = 5_000_000
_MOST_FILES = 200  # one for each output directory that is in use
_PREFIX = "verified-"


class Verified:
    """The digests that are kept for an output directory; ``keep`` adds those of this run."""

    def __init__(self, out: Path) -> None:
        self._file: Path | None = None
        with suppress(RuntimeError):  # somebody without a home
            self._file = cache_directory() / f"{_PREFIX}{_digest(os.path.realpath(out))[:32]}"
        content = read_kept(self._file, _MOST) if self._file else None
        self._known = frozenset((content or b"").decode("ascii", "replace").split())

    def knows(self, combination: str) -> bool:
        """Whether a run of this user has seen that these inputs give these files."""
        return combination in self._known

    def keep(self, combinations: Iterable[str], *, alone: bool) -> None:
        """Keep what holds now, ``alone`` or beside what was kept before, where that can be done."""
        made = frozenset(combinations) if alone else self._known.union(combinations)
        if self._file is None or made == self._known:
            return
        keep(self._file, "\n".join(sorted(made)).encode())
        _prune(self._file.parent)


def of_connector(names: Iterable[str], inputs: Inputs, targets: Sequence[str], files: Iterable[tuple[str, str]]) -> str:
    """Return the combination of a connector's inputs, by their names, and its files: path and digest each."""
    return _digest("connector", *targets, *_inputs(names, inputs), *(f"{name} {path}" for path, name in sorted(files)))


def of_project(
    names: Iterable[str],
    inputs: Inputs,
    targets: Sequence[str],
    keys: Collection[str],
    record: str,
    other_files: Iterable[str],
) -> str:
    """Return the combination of all inputs and the text of the record, which has all files.

    ``other_files`` are the paths of what else lies in the output directory: one that comes may be a file left over.
    """
    return _digest("project", *targets, "", *sorted(keys), "", *_inputs(names, inputs), record, *sorted(other_files))


def as_recorded(inside: OutputDirectory, files: Mapping[str, Owned]) -> bool:
    """Whether files are on disk with the one content that the record knows of each."""
    try:
        return all(owned.digests == (digest(inside.read(path)),) for path, owned in files.items())
    except OSError:
        return False


def current_connectors(
    out: Path,
    record: OutputRecord,
    made_from: Mapping[str, Sequence[str]],
    inputs: Inputs,
    targets: Sequence[str],
    verified: Verified,
) -> set[str]:
    """Return the connectors all of whose files are current; ``made_from`` has the names of the inputs of each."""
    groups: dict[str, dict[str, Owned]] = {key: {} for key in made_from}
    for path, owned in record.files.items():
        if owned.connector in groups and owned.target in targets:
            groups[owned.connector][path] = owned
    with OutputDirectory(out) as inside:
        return {
            key
            for key, files in groups.items()
            if files
            and verified.knows(of_connector(made_from[key], inputs, targets, _pairs(files)))
            and as_recorded(inside, files)
        }


def _pairs(files: Mapping[str, Owned]) -> list[tuple[str, str]]:
    return [(path, name) for path, owned in files.items() for name in owned.digests]


def _inputs(names: Iterable[str], inputs: Inputs) -> Iterable[str]:
    return (f"{inputs.of(name)} {name}" for name in inputs.names(names))


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


def _prune(directory: Path) -> None:
    """Leave the newest of the files that are kept, one for each output directory; most of the others are of no use."""
    with suppress(OSError):
        kept = sorted(directory.glob(f"{_PREFIX}*"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-_MOST_FILES]:
            file.unlink(missing_ok=True)
