"""One output file, in memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that a target makes.

    ``path`` is POSIX and relative to the output directory, and starts with the target's name. ``connector`` is the
    key of the connector it belongs to, or empty when the connectors share it. ``text`` ends in a line feed.
    """

    path: str
    text: str
    target: str
    connector: str = ""
