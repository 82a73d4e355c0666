"""A pattern means different things in Python, ECMAScript and JSON Schema.

The same pattern goes into generated Python and TypeScript validators and into JSON Schemas. What these read in
different ways is refused: \\d, \\w and \\s (all of Unicode in Python), lookaround and back references, escapes that the
flag u makes an error, and so on. So is a pattern that is not anchored at both ends, since it accepts any value that
holds a match somewhere.

How to fix it: write it in the common part of the three: literals, sets such as [0-9], groups, alternatives and
counters, between ^ and $. The help under the finding writes it for you where that accepts the same values as before.

    pattern: \\d+          # wrong
    pattern: ^[0-9]+$     # right
    pattern: ^a|b$        # wrong: ^ belongs to a alone, and $ to b
    pattern: ^(a|b)$      # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.patterns.parser import Pattern, parse

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each problem of each pattern."""
    anywhere = frozenset(text.location for text in context.searches)
    for text in (*context.patterns, *context.searches):
        pattern = parse(text.text)
        for problem in pattern.problems:
            message = f"the pattern is not portable, at character {problem.at + 1}: {problem.message}"
            yield Finding("pattern-portability", LEVEL, message, text.location, _remedy(pattern))
        if text.location in anywhere or (pattern.problems and not pattern.repaired):
            continue  # it has to be written again
        portable = parse(pattern.repaired) if pattern.problems else pattern
        loose = _loose(portable)
        if loose:
            remedy = f"if the whole value is meant, write: {_anchored(portable)}"
            yield Finding("pattern-portability", LEVEL, loose, text.location, remedy)


def _remedy(pattern: Pattern) -> str:
    if pattern.repaired:
        return f"write: {pattern.repaired}"
    return "rewrite it with literals, sets, groups, alternatives and counters"


def _loose(pattern: Pattern) -> str:
    if not pattern.starts or not pattern.ends:
        return "the pattern is not anchored: it accepts any value that holds a match somewhere"
    if pattern.branches > 1:
        return "the pattern's ^ belongs to its first alternative alone, and $ to its last"
    return ""


def _anchored(pattern: Pattern) -> str:
    body = pattern.text[pattern.starts : len(pattern.text) - pattern.ends]
    return f"^({body})$" if pattern.branches > 1 else f"^{body}$"
