"""Patterns: what is portable, how it is rewritten, and which ones run away. Steps are counted, no clock is read."""

from __future__ import annotations

import re
from functools import reduce

import pytest
from hypothesis import assume, example, given, settings, strategies as st

from ocgen.patterns.analysis import Verdict, judge
from ocgen.patterns.parser import parse
from tests.patterns.matcher import Matcher

# As much as a matcher may do before we say that it has run away: a text of 200 characters, read 500 times over.
RUNAWAY = 100_000

_LITERALS = st.sampled_from(["a", "b", "-", r"\.", "[ab]", "[^a]", "[a-z0-9]", "é", r"\x41", r"\u0041"])
_COUNTERS = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "{0,2}?"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = inner.map("({})".format) | inner.map("(?:{})".format)
    return (
        st.lists(inner, max_size=3).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map("|".join).map("({})".format)
        | st.builds(str.__add__, group, _COUNTERS)
        | st.builds(str.__add__, _LITERALS, _COUNTERS)
    )


PORTABLE = st.recursive(_LITERALS, _grown, max_leaves=6).map("^({})$".format)
ANY = st.text(alphabet=r"ab0-9^$.*+?()[]{}|\/,:<=!PdwsSbxu&~# é" + "\n\U0001f600", max_size=20)


@given(ANY | PORTABLE)
@example("[" * 100)
@example("(" * 1000)
@example("a{99999999999999}")
@example("\\")
@example("[\\")
@example("(?P<")
@example("[a-\\d]")
def test_whatever_is_accepted_compiles_without_a_warning(text: str) -> None:
    pattern = parse(text)
    if pattern.root is not None and not pattern.problems:
        re.compile(text)


@given(ANY)
def test_what_is_rewritten_is_portable(text: str) -> None:
    repaired = parse(text).repaired
    assert not parse(repaired).problems or not repaired


@given(PORTABLE)
def test_the_portable_subset_is_accepted(text: str) -> None:
    pattern = parse(text)
    assert pattern.root is not None and pattern.starts and pattern.ends
    assert pattern.problems == ()
    assert pattern.repaired in {"", text}


@given(PORTABLE, st.text(alphabet="abzA-.é", max_size=8))
def test_the_tree_means_what_re_means(text: str, value: str) -> None:
    root = parse(text).root
    assert root is not None
    matched, steps = Matcher(root).match(value, RUNAWAY)
    assume(steps < RUNAWAY)
    assert matched == (re.fullmatch(text, value) is not None)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        (r"^\d+$", "^[0-9]+$"),
        (r"^[\w.]+$", "^[A-Za-z0-9_.]+$"),
        (r"\A[a-z]+\Z", "^[a-z]+$"),
        ("^.*$", r"^[^\r\n\u2028\u2029]*$"),
        (r"^a\-b$", "^a-b$"),
        ("^(?P<x>a)$", "^(?:a)$"),
        ("^a{,3}$", "^a{0,3}$"),
        ("^a]$", r"^a\]$"),
        ("^[[a]$", r"^[\[a]$"),
        ("^a++$", "^a+$"),
        ("^[--c]$", r"^[\--c]$"),
        ("^[+--]$", r"^[+-\-]$"),
        ("^[a&&&b]$", "^[a&b]$"),
        ("^a++a$", ""),
        ("^(ab|a)++$", ""),
        ("^(?>a|ab)c$", ""),
        (r"^[\d-a]$", ""),
        ("^{3}$", ""),
        ("^(?P<x>a)(?P<x>b)$", ""),
        ("^(?P<1>a)$", ""),
        ("^a{99999999999999}$", ""),
        (r"^\bword$", ""),
        (r"^(?=a)b$", ""),
        (r"^(a)\1$", ""),
        (r"^\p{L}$", ""),
        ("^(?i)a$", ""),
        ("^a$b$", ""),
        ("^(a$", ""),
        ("^*$", ""),
        ("^[b-a]$", ""),
        ("^a{3,2}$", ""),
        ("^a{1001}$", ""),
        ("^" + "a" * 3000 + "$", ""),
        ("^" + "(" * 60 + "a" + ")" * 60 + "$", ""),
    ],
)
def test_what_is_not_portable_is_told_and_rewritten_where_that_is_safe(text: str, repaired: str) -> None:
    pattern = parse(text)
    assert pattern.problems
    assert pattern.repaired == repaired


EXPONENTIAL = [
    "^(a+)+$",
    "^(a*)*$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "^([a-z]+-?)+$",
    "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@)$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "^(x+x+)+y$",
    "^((a|b)*c?)*$",
    "^(ab|a|b)*$",
    "^(a{1,20}){1,30}$",
    "^([a-z]{1,10}){1,50}$",
]

POLYNOMIAL = [
    ("^a*a*$", 2),
    ("^a*b?a*$", 2),
    ("^a+a+a+$", 3),
    ("^[a-z]*x[a-z]*$", 2),
    ("^[^@]*@?[^@]*$", 2),
]

LINEAR = [
    "^$",
    "^a$",
    "^[a-z]+$",
    "^[a-z]+(-[a-z]+)*$",
    "^(a|b)*$",
    "^(a?){2,}$",
    "^(ab)*(cd)*$",
    "^[^@]+@[^@]+$",
    "^[0-9]{1,3}(\\.[0-9]{1,3}){3}$",
    "^(https://)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.infusionsoft\\.com$",
    "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,126}$",
]


def steps(pattern: str, text: str) -> int:
    """The steps of a backtracking matcher, counted up to a runaway."""
    root = parse(pattern).root
    assert root is not None
    return Matcher(root).match(text, RUNAWAY)[1]


def pumped(verdict: Verdict, length: int) -> str:
    """The attack with the repeated parts of about so many characters."""
    return "".join(word * max(2, length // len(word)) if times > 1 else word for word, times in verdict.attack)


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_exponential_patterns_run_away_on_the_text_that_is_told(pattern: str) -> None:
    verdict = judge(pattern)
    assert verdict.growth == "exponential"
    assert steps(pattern, pumped(verdict, 200)) >= RUNAWAY


@pytest.mark.parametrize(("pattern", "degree"), POLYNOMIAL)
def test_polynomial_patterns_grow_by_their_degree(pattern: str, degree: int) -> None:
    verdict = judge(pattern)
    assert (verdict.growth, verdict.degree) == ("polynomial", degree)
    short, long = (steps(pattern, pumped(verdict, length)) for length in (10, 20))
    assert long > short * 2 ** (degree - 0.5), "twice the text takes clearly more than twice the steps"


@pytest.mark.parametrize("pattern", LINEAR)
def test_harmless_patterns_are_not_told(pattern: str) -> None:
    assert judge(pattern).growth == "linear"


def test_what_cannot_be_parsed_is_not_judged() -> None:
    assert judge("^(a$").growth == "unknown"


def test_the_attack_is_shown_as_an_expression() -> None:
    assert eval(judge("^(a+)+$").example, {}) == "a" * 41 + "b"  # an expression of our own


@settings(max_examples=25)
@given(
    st.sampled_from(["({0}+)+", "({0}|{0})*", "({0}+{1}?)+", "({0}*{1}*)*", "({0}|{0}{1}?)+", "({0}{{1,9}}){{2,}}"]),
    _LITERALS,
    _LITERALS,
    PORTABLE,
)
def test_what_is_ambiguous_in_a_loop_is_found_anywhere(loop: str, one: str, other: str, before: str) -> None:
    pattern = f"{before[:-1]}{loop.format(one, other)}!$"
    verdict = judge(pattern)
    assert verdict.growth == "exponential"
    assert steps(pattern, pumped(verdict, 200)) >= RUNAWAY


@pytest.mark.parametrize("pattern", ["^(a|a|[^a])*$", "^[^a]*(a|[^a])*$"])
def test_what_accepts_every_text_never_goes_back(pattern: str) -> None:
    assert judge(pattern).growth == "linear"


@given(PORTABLE, st.lists(st.text(alphabet="ab-.z", min_size=1, max_size=3), min_size=1, max_size=3))
def test_what_is_called_linear_does_not_run_away(pattern: str, words: list[str]) -> None:
    assume(judge(pattern).growth == "linear")
    text = reduce(lambda text, word: text + word * (60 // len(word)), words, "")
    assert steps(pattern, text + "!") < RUNAWAY
