"""What the provider sends to the callback URL."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors import Callback, CallbackError, ConsentRefused, Secret, parse_callback


@pytest.mark.parametrize(
    "came",
    [
        "https://www.mycoolapp.com/auth?code=c%2F1&state=s+1&extra=",
        "https://www.mycoolapp.com/auth?code=c%2F1&state=s+1&extra=#_=_",
        "/auth?code=c%2F1&state=s+1&extra=",
        "?code=c%2F1&state=s+1&extra=",
        "auth?code=c%2F1&state=s+1&extra=",
        "mycoolapp:/auth?code=c%2F1&state=s+1&extra=",
        "code=c%2F1&state=s+1&extra=",
        {"code": "c/1", "state": "s 1", "extra": ""},
        {"code": ["c/1"], "state": ("s 1",), "extra": [""]},
    ],
)
def test_all_ways_to_give_it(came: Any) -> None:
    callback = parse_callback(came)
    assert callback.code is not None
    assert callback.state is not None
    assert {name: value.reveal() for name in callback if (value := callback.get(name)) is not None} == {
        "code": "c/1",
        "state": "s 1",
        "extra": "",
    }
    assert parse_callback(callback) is callback
    assert repr(callback) == "Callback('code', 'state', 'extra')"


@pytest.mark.parametrize("query", ["code=a?b&state=s", "code=https://x.example/a?b&state=s", "?code=a?b&state=s"])
def test_a_value_may_hold_a_question_mark_or_a_url(query: str) -> None:
    callback = parse_callback(query)
    assert (callback.code or Secret("")).reveal().endswith("a?b")
    assert callback.state == Secret("s")


def test_a_refused_consent_is_an_error_of_its_own() -> None:
    with pytest.raises(ConsentRefused) as refused:
        parse_callback("?error=access_denied&error_description=The+user%0Asaid%1b+no&state=s")
    assert (refused.value.error, refused.value.description) == ("access_denied", "The user said  no")
    assert str(refused.value) == "consent was refused: access_denied: The user said  no"
    with pytest.raises(ConsentRefused, match=r"refused: access_denied$"):
        parse_callback({"error": "access_denied"})


@pytest.mark.parametrize(
    "came",
    [
        "?code=a&code=b",
        {"code": ["a", "b"]},
        "?" + "&".join(f"p{n}=1" for n in range(101)),
        "?code=" + "x" * 70_000,
        "?code=%ff",
        b"?code=a",
        {"code": 5},
        {"code": [5]},
        {"code": None},
        17,
        None,
    ],
)
def test_what_cannot_be_trusted_is_refused(came: Any) -> None:
    with pytest.raises(CallbackError):
        parse_callback(came)


def test_a_url_without_a_query_brings_nothing() -> None:
    assert len(parse_callback("https://www.mycoolapp.com/auth#code=c")) == 0
    assert Callback.of("").code is None


@given(st.text(max_size=200))
def test_no_text_makes_it_fail_in_another_way(text: str) -> None:
    with suppress(CallbackError, ConsentRefused):
        parse_callback(text)
