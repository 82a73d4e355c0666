"""A pattern means different things in Python, ECMAScript and JSON Schema.

The same pattern goes into generated Python and TypeScript validators and into JSON Schemas. What these read in
different ways is refused: \\d, \\w and \\s (all of Unicode in Python), lookaround and back references, escapes that the
flag u makes an error, and so on. So is a pattern that is not anchored at both ends, since it accepts any value that
holds a match somewhere.

How to mend it: write it in the common part of the three: literals, sets such as [0-9], groups, alternatives and
counters, between ^ and $. The help under the finding writes it for you where that can be done safely.

    pattern: \\d+          # wrong
    pattern: ^[0-9]+$     # right
    pattern: ^a|b$        # wrong: ^ belongs to a alone, and $ to b
    pattern: ^(a|b)$      # right
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.lint.context import Context
from ocgen.patterns.parser import Pattern, parse

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each problem of each pattern."""
    for text in context.patterns:
        pattern = parse(text.text)
        for message in _problems(pattern):
            yield Finding("pattern-portability", LEVEL, message, text.location, _remedy(pattern))


def _problems(pattern: Pattern) -> Iterator[str]:
    for problem in pattern.problems:
        yield f"the pattern is not portable, at character {problem.at + 1}: {problem.message}"
    if pattern.problems and not pattern.repaired:
        return  # it has to be written anew, or is anchored in Python's own way, as told
    if not pattern.starts or not pattern.ends:
        yield "the pattern is not anchored: it accepts any value that holds a match somewhere"
    elif pattern.branches > 1:
        yield "the pattern's ^ belongs to its first alternative alone, and $ to its last"


def _remedy(pattern: Pattern) -> str:
    if pattern.problems and not pattern.repaired:
        return "rewrite it with literals, sets, groups, alternatives and counters"
    written = pattern.repaired or pattern.text
    body = written[written.startswith("^") : len(written) - pattern.ends]
    body = f"({body})" if pattern.branches > 1 else body
    return f"write: ^{body}$"
