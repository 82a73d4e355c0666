"""The journal of a run that was interrupted: what it was about to write and nothing else recorded."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from ocgen.plan.output_directory import OutputDirectory
from ocgen.plan.paths import JOURNAL, is_inside
from ocgen.plan.stored import RecordError, read_bytes


class Pending(NamedTuple):
    """A content that a run was about to put in place, by path, SHA-256 digest, target and connector."""

    path: str
    digest: str
    target: str
    connector: str


def read_journal(out: Path) -> frozenset[Pending]:
    """Return what interrupted runs were about to write; nothing when there is no journal or it is damaged.

    Raises RecordError when it stands there and is no regular file, or names what is not in the output directory.
    """
    content = read_bytes(out, JOURNAL)
    try:
        entries = {Pending(*map(str, entry)) for entry in json.loads(content or b"[]")}
    except (ValueError, TypeError, RecursionError):
        return frozenset()
    for entry in sorted(entries):
        if not is_inside(entry.path):  # a run would remove a file there
            raise RecordError(f"{out / JOURNAL} is damaged: its entry {entry.path!r} names nothing in {out}")
    return frozenset(entries)


def journal_text(pending: Iterable[Pending]) -> str:
    """Return the journal as it stands on disk."""
    return json.dumps(sorted(pending), indent=0) + "\n"


def left_over(out: Path, pending: Iterable[Pending], settled: Collection[str]) -> frozenset[Pending]:
    """Return what is still pending once a run has settled the given paths: files that are there, outside its scope."""
    with OutputDirectory(out) as inside:
        return frozenset(e for e in sorted(pending) if e.path not in settled and inside.is_file(e.path))
