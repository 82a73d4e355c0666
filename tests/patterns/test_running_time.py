"""No pattern that is called safe keeps an engine busy: held against thousands of patterns and texts.

Steps are counted by a matcher of our own. The worst of what it finds is timed in Python and, where there is Node, in
ECMAScript. OCGEN_PATTERNS says how many patterns to draw, OCGEN_SEED where to begin.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from random import Random

import pytest

from ocgen.patterns.analysis import MOST_STEPS, judge
from ocgen.patterns.parser import parse
from tests.amount import examples
from tests.patterns.drawn import drawn, worst_text
from tests.patterns.matcher import Matcher

COUNT = int(os.environ.get("OCGEN_PATTERNS", examples(400)))
SEED = int(os.environ.get("OCGEN_SEED", "1"))
MOST_MS = 50
TIMED = 150  # of the patterns whose texts take the most steps

# The matcher counts every jump and mark, of which the engines have fewer.
STEPS_EACH = 3

ISSUE = [
    "^([a-z]{1,20}[0-9]?){1,10}$",
    "^(b|a{1,20}){1,20}$",
    "^(b|a{0,40}){1,9}$",
    r"^([a-z0-9]{1,63}\.?){1,8}$",
    "^([a-z]{1,30}-?){1,8}$",
]

_PYTHON = """
import json, re, sys, time
def took(pattern, text):
    begin = time.perf_counter()
    pattern.search(text)
    return (time.perf_counter() - begin) * 1000
cases = [(re.compile(pattern), text) for pattern, text in json.load(sys.stdin)]
print(json.dumps([min(took(pattern, text) for _ in range(5)) for pattern, text in cases]))
"""
_NODE = """
const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const took = (pattern, text) => {
  const begin = performance.now();
  pattern.test(text);
  return performance.now() - begin;
};
console.log(JSON.stringify(cases.map(([source, text]) => {
  const pattern = new RegExp(source, 'u');
  return Math.min(...[1, 2, 3, 4, 5].map(() => took(pattern, text)));
})));
"""


@cache
def tried() -> list[tuple[int, str, str]]:
    """Safe patterns, each with the worst text that was found, and the steps that it took."""
    random, found = Random(SEED), []
    for _ in range(COUNT):
        pattern = drawn(random)
        root = parse(pattern).root
        if root is not None and judge(pattern).safe:
            text = worst_text(random, root)
            both = (Matcher(root, python=python).match(text, STEPS_EACH * MOST_STEPS)[1] for python in (True, False))
            found.append((max(both), pattern, text))
    return sorted(found, reverse=True)


def test_no_text_takes_more_steps_than_were_proved() -> None:
    for steps, pattern, text in tried():
        verdict = judge(pattern)
        most = verdict.steps if verdict.growth == "linear" else MOST_STEPS
        assert steps <= STEPS_EACH * most + 20, (pattern, text)


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param([sys.executable, "-c", _PYTHON], id="python"),
        pytest.param(
            ["node", "-e", _NODE],
            id="ecmascript",
            marks=pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here"),
        ),
    ],
)
def test_the_engines_are_done_at_once(engine: list[str]) -> None:
    worst = [(pattern, text) for _, pattern, text in tried()[:TIMED]]
    # A process of its own, so that what runs away can be ended.
    answer = subprocess.run(engine, input=json.dumps(worst), capture_output=True, text=True, timeout=120, check=True)
    slow = [case for case, took in zip(worst, json.loads(answer.stdout), strict=True) if took > MOST_MS]
    assert slow == []


@pytest.mark.parametrize("pattern", ISSUE)
def test_counters_in_one_another_run_away(pattern: str) -> None:
    verdict = judge(pattern)
    root = parse(pattern).root
    assert root is not None
    assert (verdict.growth, verdict.safe) == ("exponential", False)
    text = "".join(word * times for word, times in verdict.attack)
    assert len(text) <= 50
    assert re.fullmatch(pattern, text[:12] + text[-1]) is None
    assert Matcher(root, python=False).match(text, 3 * MOST_STEPS)[1] == 3 * MOST_STEPS


@pytest.mark.parametrize("pattern", ["^((a?)*b)*$", "^(a?b?)*c?(a?b?)*c?(a?b?)*c$", "^((a*)*?b){1,40}$"])
def test_rounds_that_consume_nothing_are_counted_as_python_goes_on_after_them(pattern: str) -> None:
    root, verdict = parse(pattern).root, judge(pattern)
    assert root is not None
    assert not verdict.safe
    text = "".join(word * times for word, times in verdict.attack)
    assert Matcher(root).match(text, 3 * MOST_STEPS)[1] >= MOST_STEPS


COMMON = [
    r"^(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)(\.(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)){3}$",
    "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$",
    r"^(https?://)?([a-z0-9-]+\.)*example\.com(/[^ ]*)?$",
    "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$",
    "^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$",
    r"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$",
    "^[A-Za-z]+([ '-][A-Za-z]+){0,5}$",
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T[0-9]{2}(:[0-9]{2}){2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$",
    "^([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|::$",
    "^(AD|AE|AF|AG|AI|AL|AM|AO|AQ|AR|AS|AT|AU|AW|AX|AZ)(,(AD|AE|AF|AG|AI|AL|AM|AO|AQ|AR|AS|AT|AU|AW|AX|AZ))*$",
    "^[ab]*a[ab]{15}$",
    "^[a-z]{1,250}[a-z]{1,250}$",
]


@pytest.mark.parametrize("pattern", COMMON)
def test_what_is_in_use_is_not_refused(pattern: str) -> None:
    assert judge(pattern).safe


def test_what_is_larger_than_can_be_judged_is_not_safe() -> None:
    # Nothing but nothing: 50 counters in one another, of something that may be empty.
    verdict = judge("^" + "(" * 49 + "a?" + "{1,2})" * 49 + "$")
    assert (verdict.growth, verdict.safe) == ("unknown", False)
