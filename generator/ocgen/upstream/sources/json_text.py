"""A saved answer of the platform -> its JSON value."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.model import JsonValue

_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


class JsonText(NamedTuple):
    """A value and what was odd about its text; ``None`` with an error among the findings where it cannot be read."""

    value: JsonValue
    findings: tuple[Finding, ...] = ()


def read_json(text: str, name: str) -> JsonText:
    """Return the value that a text begins with; of a list of one, that one. What follows it is told and not read."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
        if _HALF_CHARACTER.search(text):  # halves that no other half follows cannot be written
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        return JsonText(None, (unusable(name, f"the model is not JSON: {error.msg.lower()}", error.lineno),))
    except (ValueError, RecursionError):
        message = "the model is not JSON that can be read: too deep, or a number too long"
        return JsonText(None, (unusable(name, message),))
    findings = []
    if text[end:].strip():
        line = text.count("\n", 0, end) + 1
        after = "text follows the JSON; it was not read"
        remedy = "save the answer alone"
        findings.append(Finding("upstream-partly-read", "warning", after, Location(name, line), remedy, secret=True))
    return JsonText(value[0] if isinstance(value, list) and len(value) == 1 else value, tuple(findings))


def unusable(name: str, message: str, line: int = 1) -> Finding:
    """Return the error of a text that is no model. Its line is not shown: a model may hold secrets."""
    remedy = "save the answer of GET /elements/{key}, GET /elements/{key}/export or GET /elements/{id}/docs"
    return Finding("upstream-unreadable", "error", message, Location(name, line), remedy, secret=True)
