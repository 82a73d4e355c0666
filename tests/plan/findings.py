"""What `ocgen check` finds."""

from __future__ import annotations

import json

from tests.conftest import Ocgen


def found(ocgen: Ocgen, *options: str) -> list[tuple[str, str]]:
    """Return rule and path of each finding."""
    findings = json.loads(ocgen("check", "--format", "json", *options).out)["findings"]
    return [(finding["rule"], finding["path"]) for finding in findings]
