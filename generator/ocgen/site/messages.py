"""What Sphinx has to say -> findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import NOWHERE, Location

_MESSAGE = re.compile(
    r"(?:(?P<place>\S.*?)(?::(?P<line>\d+))?: )??(?P<level>WARNING|ERROR|CRITICAL|SEVERE): "
    r"(?P<message>.*?)(?: \[[\w.-]+\])?"
)


def findings(said: str, name_of: Callable[[str], str]) -> Iterator[Finding]:
    """Yield a finding for each message; ``name_of`` gives the name that the user knows a source file by.

    Lines without a level belong to the message before them, and are left out: they show the source.
    """
    for line in dict.fromkeys(said.splitlines()):
        if match := _MESSAGE.fullmatch(line.strip()):
            level: Level = "warning" if match["level"] == "WARNING" else "error"
            place = Location(name_of(match["place"]), int(match["line"] or 1)) if match["place"] else NOWHERE
            yield Finding("docs-site", level, match["message"].rstrip("."), place)
