"""What is offered in place of a pattern is portable, quick, and accepts the same."""

from __future__ import annotations

from random import Random

from ocgen.patterns.analysis import judge
from ocgen.patterns.inclusion import inclusion
from ocgen.patterns.parser import parse
from ocgen.patterns.simpler import simpler
from tests.patterns.drawn import drawn
from tests.patterns.matcher import Matcher


def test_what_is_offered_accepts_the_same() -> None:
    random, offered = Random(5), 0
    for _ in range(600):
        pattern = drawn(random, 3)
        instead = simpler(pattern)
        if not instead:
            continue
        offered += 1
        assert parse(instead).problems == () and judge(instead).safe
        assert inclusion(pattern, instead).holds and inclusion(instead, pattern).holds
        one, other = parse(pattern).root, parse(instead).root
        assert one is not None and other is not None
        for _ in range(5):
            text = "".join(random.choices("aabc.-", k=random.randint(0, 7)))
            matched, steps = Matcher(one).match(text, 50_000)
            assert steps == 50_000 or matched == Matcher(other).match(text, 50_000)[0], (pattern, instead, text)
    assert offered > 100
