"""A text that is shown on one line has several.

Descriptions, steps and what tells where to find a value keep the line breaks that `|` or `\\n` put into them: a list
stays a list on every page. A label, a term, what a value must be, the meaning of an enum's value, a note and the parts
of an erratum stand inside a sentence or a cell of one line, so that a list in them would run together.

How to fix it: say it in one line, or move the list into the description.

    accepts: "either of\\n- a host name\\n- an address"  # wrong
    accepts: a host name or an address                 # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context, mappings
from ocgen.spec.translation import DATA
from ocgen.spec.tree import Mapping, MappingEntry, Node, Scalar
from ocgen.text.paragraphs import paragraphs

LEVEL: Level = "warning"

_ONE_LINE = frozenset({"name", "label", "term", "accepts", "note", "where", "says", "right", "why"})


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each text of several lines that is shown on one."""
    for tree in context.documents.values():
        for top in tree:
            for node in mappings(top.node) if top.key not in DATA else ():
                meaning = node.get("value") is not None  # of an enum's value
                for entry in node:
                    if entry.key in _ONE_LINE or (meaning and entry.key == "description"):
                        yield from _broken(entry)


def _broken(entry: MappingEntry) -> Iterator[Finding]:
    translations = [e.node for e in entry.node] if isinstance(entry.node, Mapping) else [entry.node]
    for node in translations:
        if _several(node):
            message = f"the line breaks of this text get lost: {entry.key} is shown on one line"
            yield Finding("lost-line-break", LEVEL, message, node.location, "write one line, or use the description")


def _several(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, str) and len(paragraphs(node.text)) > 1
