"""A spec does not say where its facts come from.

Without the page that a spec was written from, nobody can tell a mistake from a decision, or look whether the provider
has changed something since.

How to fix it: add sources, with the page and the day on which it was read.

    sources:
      - page: https://help.example.com/authenticate
        read: 2026-01-31
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each connector without sources."""
    for connector in context.connectors:
        if not connector.sources:
            message = f'"{connector.key}" does not say where its facts come from'
            yield Finding("missing-source", LEVEL, message, connector.location, "sources: the pages that were read")
