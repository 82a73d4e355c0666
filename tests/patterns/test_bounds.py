"""Reading, judging and comparing take a bounded number of calls, whatever the pattern. No clock is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from ocgen.patterns import analysis, inclusion
from ocgen.patterns.analysis import judge
from ocgen.patterns.inclusion import inclusion as included

# With little effort allowed, what is left is what nobody counts: it has to be little too.
EFFORT = 20_000
MOST_CALLS = 5_000_000


def _wide(n: int) -> str:
    return "".join(chr(0x4E00 + 2 * i) for i in range(n))


HOSTILE = {
    "words": "^(" + "|".join(f"{i:b}".replace("0", "a").replace("1", "b") for i in range(512, 610)) + ")*$",
    "loops": "^" + "a*b*" * 250 + "$",
    "empty loops": "^" + "(a?)*" * 200 + "$",
    "negated sets": "^" + "".join(f"[^{c}]*" for c in _wide(200)) + "$",
    "characters": f"^{_wide(1990)}$",
    "one large set": f"^[{_wide(1990)}]*$",
    "open groups": "(" * 10_000,
    "open sets": "[" * 2000,
    "half counters": "a{1," * 500,
    "large counters": "^((((a{1,1000}){1,1000}b?){1,1000}c?){1,1000})$",
    "a large number": "^a{" + "9" * 1900 + "}$",
    "nested": "^" + "(" * 49 + "a" + "{1,3})" * 49 + "$",
    "nested loops": "^" + "(" * 49 + "a" + ")*" * 49 + "$",
    "rounds that may be empty": "^" + "(a?b?){100}" * 80 + "$",
    "alternatives of counters": "^(" + "|".join(f"(a{{0,20}}|b{{0,{n}}}c)" for n in range(9, 49)) + "){1,20}$",
    "multiples": "^(" + "|".join(f"(a{{{n}}})*b" for n in range(2, 60)) + ")$",
    "any and so many": "^[ab]*a[ab]{900}$",
}


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Do what is given, and fail when it takes more calls than it may."""
    monkeypatch.setattr(analysis, "EFFORT", EFFORT)
    monkeypatch.setattr(inclusion, "MAX_STEPS", EFFORT)

    def run(work: Callable[[], object]) -> None:
        calls = 0

        def count(frame: FrameType, event: str, argument: object) -> None:
            nonlocal calls
            calls += 1
            if calls > MOST_CALLS:
                raise AssertionError("it takes too many calls")

        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(None)

    return run


@pytest.mark.parametrize("name", HOSTILE)
def test_judging_is_bounded(name: str, bounded: Callable[[Callable[[], object]], None]) -> None:
    bounded(lambda: judge.__wrapped__(HOSTILE[name]))


@pytest.mark.parametrize("name", HOSTILE)
def test_comparing_is_bounded(name: str, bounded: Callable[[Callable[[], object]], None]) -> None:
    bounded(lambda: included.__wrapped__(HOSTILE[name], HOSTILE[name][:-1] + "x?$"))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_too_large_is_not_called_safe(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "EFFORT", 1)
    assert not judge.__wrapped__(HOSTILE[name]).safe


@pytest.mark.parametrize("pattern", ["^https://[a-z./]{1,400}$", r"^(?=a)a$", "["])
def test_a_pattern_fits_itself_beside_bounds_that_are_too_large_to_compare(pattern: str) -> None:
    assert included(pattern, pattern, "^.{0,499}$").holds
