"""A TODO that nobody has filled in.

The word TODO stands in a text of a spec. `ocgen new` writes it where only a person knows what belongs there, and it
would end up in the help page and in generated code.

How to fix it: write what is missing, or remove the key.

    description: TODO                                  # wrong
    description: Works with the tickets of an account. # right
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context

LEVEL: Level = "error"

_TODO = re.compile(r"\bTODO\b")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each text with a TODO."""
    for text in context.texts:
        if "TODO" in text.node.text and _TODO.search(text.node.text):
            yield Finding("todo", LEVEL, f"{text.key} is still a TODO", text.node.location, "write what belongs here")
