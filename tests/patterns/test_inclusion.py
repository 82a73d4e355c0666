"""Whether all that fits one pattern fits another, held against Python's `re`."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.patterns.inclusion import inclusion
from tests.patterns.test_analysis import PORTABLE


def fits(pattern: str, text: str) -> bool:
    """As JSON Schema has it: searched for, and ``$`` is the very end."""
    return re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), text) is not None


def loosened(pattern: str) -> st.SearchStrategy[str]:
    """The pattern, with an anchor or both taken off or left."""
    core = pattern[1:-1]
    return st.sampled_from([pattern, f"^{core}", f"{core}$", core])


# Two of which one often holds the other: drawn apart, or the one made from the other.
PAIRS = st.tuples(PORTABLE, PORTABLE).flatmap(
    lambda pair: st.tuples(
        loosened(pair[0]),
        st.sampled_from([pair[1], f"^({pair[0][1:-1]}|{pair[1][1:-1]})$", f"^{pair[0][1:-1]}*$"]).flatmap(loosened),
    )
)
BOTH_WAYS = PAIRS | PAIRS.map(lambda pair: (pair[1], pair[0]))


@given(BOTH_WAYS)
def test_the_example_fits_the_first_pattern_alone(pair: tuple[str, str]) -> None:
    found = inclusion(*pair)
    if found.example is not None:
        assert fits(pair[0], found.example)
        assert not fits(pair[1], found.example)


@given(BOTH_WAYS, st.data())
def test_no_text_contradicts_an_inclusion(pair: tuple[str, str], data: st.DataObject) -> None:
    if inclusion(*pair).holds:
        text = data.draw(st.from_regex(pair[0], fullmatch=pair[0].startswith("^") and pair[0].endswith("$")))
        assert fits(pair[1], text) or not fits(pair[0], text)


@given(PORTABLE, PORTABLE, PORTABLE)
def test_several_patterns_are_as_good_as_one_of_their_branches(one: str, other: str, another: str) -> None:
    several, whole = inclusion(one, other, another), inclusion(one, f"^({other[1:-1]}|{another[1:-1]})$")
    if several.known and whole.known:
        assert several.holds == whole.holds
    if several.example is not None:
        assert fits(one, several.example) and not fits(other, several.example) and not fits(another, several.example)


@settings(max_examples=50)
@given(BOTH_WAYS)
def test_no_example_is_shorter(pair: tuple[str, str]) -> None:
    found = inclusion(*pair)
    longest = 3 if found.example is None else min(3, len(found.example) - 1)
    if found.known:
        for length in range(longest + 1):
            for text in map("".join, product("abz-.é!", repeat=length)):
                assert fits(pair[1], text) or not fits(pair[0], text)


@given(PORTABLE, PORTABLE)
def test_what_must_be_included_is(one: str, other: str) -> None:
    core = one[1:-1]
    for wider in (one, core, f"^{core}", f"^({core}|{other[1:-1]})$", f"^{core}?$", ""):
        assert inclusion(one, wider).holds


HOST = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = rf"{HOST}(\.{HOST}){{0,126}}"


@pytest.mark.parametrize(
    ("first", "second", "example"),
    [
        ("^[a-z]+$", "^[a-z]{3}$", "a"),
        ("^[a-z]{3}$", "^[a-z]+$", None),
        ("^[a-z]+$", "^[a-z0-9]+$", None),
        ("^[a-z0-9]+$", "^[a-z]+$", "0"),
        ("^a{1,300}$", "^a{1,299}$", "a" * 300),
        ("", "^a*$", "b"),
        ("", "^(a|[^a])*$", None),
        ("a", "a|b", None),
        ("a|b", "a", "b"),
        ("^(a|[^a])$", r"^[^\r\n]$", "\n"),
        (r"^[^\u0000-\uD7FF\uE000-\uFFFF]$", r"^[^\u0000-\uFFFF]$", None),  # halves of characters are no text
        ("^(ab)*$", "^(abab)*$", "ab"),
        (f"^{DOMAIN}$", rf"^({DOMAIN}|\[[0-9:]+\])$", None),
        (rf"^({DOMAIN}|\[[0-9:]+\])$", f"^{DOMAIN}$", "[0]"),
    ],
)
def test_pairs_worked_out_by_hand(first: str, second: str, example: str | None) -> None:
    found = inclusion(first, second)
    assert (found.known, found.example) == (True, example)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("^(?=a)b$", "^b$"),
        ("^b$", r"^\w$"),
        ("^a|b$", "^a$"),
        ("^(a$", "^a$"),
        ("^(a{100}){101}$", "^a$"),
        ("^((a?){90}){90}$", "^a*$"),  # 8,100 states, each followed by all that come after it
        ("^a*$", "^((a?){90}){90}$"),
        ("^x*(a|b)*a(a|b){15}$", "^((a|b|x)*a(a|b){15})$"),
    ],
)
def test_what_is_not_portable_or_too_large_is_not_known(first: str, second: str) -> None:
    found = inclusion(first, second)
    assert (found.known, found.example, found.holds) == (False, None, False)
