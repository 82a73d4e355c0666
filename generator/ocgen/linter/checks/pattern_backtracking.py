"""A pattern can take forever to refuse a text.

The matchers of Python and of ECMAScript try one way after another through a pattern. When a pattern has many ways to
read the same text, such as (a+)+, a text that almost matches keeps them busy: for seconds at thirty characters, for
centuries at a hundred. Whoever can send that text can stop the service. Counters such as {1,20} in one another are no
better. A pattern is an error when a text of 256 characters or fewer can take more than some 10 ms, and when that
cannot be told; one whose time grows with the square of the length is a warning.

How to fix it: make sure that after each character there is only one way to go on. The message names a text that shows
the runaway; the help writes a pattern that accepts the same, where one is easily found.

    pattern: ^([a-z]+-?)+$           # wrong: aaaa is one round, or two, or three
    pattern: ^[a-z]+(-[a-z]+)*-?$    # right: a round ends only at a dash
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import Location
from ocgen.linter.context import Context
from ocgen.patterns.analysis import MANY_STEPS, Verdict, judge
from ocgen.patterns.cost import TEXT
from ocgen.patterns.parser import parse
from ocgen.patterns.simpler import simpler

LEVEL: Level = "error"

_LONGEST = 160  # characters of an example


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each pattern that can run away."""
    for text in (*context.patterns, *context.searches):
        verdict = judge(text.text)
        if verdict.growth == "unknown":
            if not parse(text.text).problems:  # these are told by pattern-portability
                message = "the pattern is too complex for its running time to be judged"
                instead = simpler(text.text)
                shorter = "make it shorter: fewer counters in one another, fewer alternatives that begin alike"
                remedy = f"write: {instead}" if instead else shorter
                yield Finding("pattern-backtracking", LEVEL, message, text.location, remedy)
        elif verdict.growth != "linear":
            yield _finding(verdict, simpler(text.text), text.location)


def _finding(verdict: Verdict, instead: str, at: Location) -> Finding:
    length = min(sum(len(text) * times for text, times in verdict.attack), TEXT)
    over = "over " if verdict.steps > MANY_STEPS else ""
    steps = f"{over}{min(verdict.steps, MANY_STEPS):,} steps"
    if verdict.growth == "exponential":
        message = f"to refuse a text of {length} characters takes {steps}"
    else:
        power = {2: "the square", 3: "the cube"}.get(verdict.degree, f"the power {verdict.degree}")
        message = f"the time to refuse a text grows with {power} of the length, {steps} at {length} characters"
    example = verdict.example
    example = example if len(example) <= _LONGEST else f"{example[: _LONGEST - 1]}…"
    level: Level = "warning" if verdict.safe else LEVEL
    remedy = f"write: {instead}" if instead else "leave only one way to go on after each character"
    return Finding("pattern-backtracking", level, f"{message}: {example}", at, remedy)
