"""A value does not travel as it is written, since YAML takes it for something else.

Without quotes, True, TRUE, False and FALSE are YAML's true and false, and travel as those, in lower case. Numbers
travel as they are written: 1.0 and 1.00 are two values. In an example answer, which is JSON, there is no number such as
.nan, .inf or 1e999.

How to fix it: write true or false if that is meant; quote the word if the platform wants it as it is.

    - key: acme.sandbox
      enum: [True, False]          # wrong: true and false are sent
      enum: ["True", "False"]      # right, if the platform wants capitals
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.linter.spelling import names

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each value that loses its spelling on the wire, and each number that JSON does not have."""
    for text in context.texts:
        value = text.node.value
        if text.part == "examples" and isinstance(value, float) and not isfinite(value):
            message, remedy = f"{text.node.text} is no number that JSON has", "quote it, or write another number"
            yield Finding("lost-spelling", LEVEL, message, text.node.location, remedy)
    for tree in context.documents.values():
        for written in names(tree):
            if written.kind not in ("value", "constant") or not isinstance(written.value, bool):
                continue
            sent = str(written.value).lower()
            if written.text != sent:
                message = f"{written.text} is sent as {sent}: without quotes YAML takes the word for that value"
                remedy = f'write {sent}, or "{written.text}" in quotes if the platform wants it so'
                yield Finding("lost-spelling", "warning", message, written.location, remedy)
