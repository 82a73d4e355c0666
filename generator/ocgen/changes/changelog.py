"""Changes -> a changelog in Markdown, grouped by connector."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from ocgen.changes.change import Change
from ocgen.changes.report import step
from ocgen.changes.rule import SEVERITIES, Severity
from ocgen.changes.rules import Levels
from ocgen.changes.wording import message

_HEADINGS: dict[Severity, str] = {"breaking": "Breaking", "warning": "To look at", "info": "Compatible"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def changelog(changes: Sequence[Change], levels: Levels, accepted: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the changes as Markdown, with the version step that each connector and all of them call for.

    ``accepted`` gives the reason why a change is accepted, by fingerprint.
    """
    return "\n".join(_lines(changes, levels, accepted)) + "\n"


def _lines(changes: Sequence[Change], levels: Levels, accepted: Mapping[str, str]) -> Iterator[str]:
    yield "# Changes"
    yield ""
    yield f"Version step: **{step(changes, levels)}**"
    for connector, group in groupby(sorted(changes, key=lambda c: c.connector), key=lambda c: c.connector):
        own = list(group)
        yield ""
        yield f"## {escaped(connector) or 'Unnamed connector'} ({step(own, levels)})"
        for level in SEVERITIES:
            found = [change for change in own if levels.of(change) == level]
            if found:
                yield from ("", f"### {_HEADINGS[level]}", "")
                for change in found:
                    reason = accepted.get(change.fingerprint)
                    yield f"- {escaped(message(change))}" + (f" (accepted: {escaped(reason)})" if reason else "")


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
