"""The journal of a run that was interrupted: what it was about to write and nothing else recorded."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from ocgen.plan.paths import JOURNAL, is_inside


class Pending(NamedTuple):
    """A content that a run was about to put in place, by path, SHA-256 digest, target and connector."""

    path: str
    digest: str
    target: str
    connector: str


def read_journal(out: Path) -> frozenset[Pending]:
    """Return what interrupted runs were about to write; nothing when there is no journal or it is damaged."""
    try:
        entries = {Pending(*map(str, entry)) for entry in json.loads((out / JOURNAL).read_bytes())}
        return frozenset(entry for entry in entries if is_inside(entry.path))
    except (OSError, ValueError, TypeError):
        return frozenset()


def journal_text(pending: Iterable[Pending]) -> str:
    """Return the journal as it stands on disk."""
    return json.dumps(sorted(pending), indent=0) + "\n"


def left_over(out: Path, pending: Iterable[Pending], settled: Collection[str]) -> frozenset[Pending]:
    """Return what is still pending once a run has settled the given paths: files that are there, outside its scope."""
    return frozenset(entry for entry in pending if entry.path not in settled and (out / entry.path).is_file())
