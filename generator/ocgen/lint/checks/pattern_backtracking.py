"""A pattern can take forever to refuse a text.

The matchers of Python and of ECMAScript try one way after another through a pattern. When a pattern has many ways to
read the same text, such as (a+)+, a text that almost matches keeps them busy: for seconds at thirty characters, for
centuries at a hundred. Whoever can send that text can stop the service. An exponential pattern is an error; one whose
time grows with the square of the length or more is a warning.

How to mend it: make sure that after each character there is only one way to go on. The message names a text that shows
the runaway.

    pattern: ^([a-z]+-?)+$           # wrong: aaaa is one round, or two, or three
    pattern: ^[a-z]+(-[a-z]+)*-?$    # right: a round ends only at a dash
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.lint.context import Context
from ocgen.location import Location
from ocgen.patterns.analysis import Verdict, judge
from ocgen.patterns.parser import parse

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each pattern that can run away."""
    for text in context.patterns:
        verdict = judge(text.text)
        if verdict.growth == "unknown":
            if parse(text.text).root is not None:  # what cannot be read is told by pattern-portability
                message = "the pattern is too large for its running time to be judged"
                yield Finding("pattern-backtracking", "warning", message, text.location, "make it shorter")
        elif verdict.growth != "linear":
            yield _finding(verdict, text.location)


def _finding(verdict: Verdict, at: Location) -> Finding:
    if verdict.growth == "exponential":
        grows, level = "doubles with every few characters", LEVEL
    else:
        power = {2: "the square", 3: "the cube"}.get(verdict.degree, f"the power {verdict.degree}")
        grows, level = f"grows with {power} of the length", "warning"
    message = f"the time to refuse a text {grows}: {verdict.example}"
    return Finding("pattern-backtracking", level, message, at, "leave only one way to go on after each character")
