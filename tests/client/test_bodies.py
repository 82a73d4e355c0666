"""Bodies with secrets in them: hidden and revealed again they are what they were, and what is shown is masked."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, strategies as st
from openconnectors import RawResponse, Request, Response, Secret
from openconnectors.bodies import hidden, merged, revealed, secrets_in

MARK = "c4n4ry"
NAMES = st.sampled_from(["token", "configuration", "apiSecret", "private.key", "oauthUrl", "key", "name", "id", "a"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from([MARK, "x", ""])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner), max_leaves=8)
OBJECTS = st.dictionaries(NAMES, JSON)


@given(JSON)
def test_what_is_hidden_is_revealed_as_it_was(value: Any) -> None:
    assert revealed(hidden(value)) == value
    assert MARK not in repr(hidden(value))
    assert sum(secret == Secret(MARK) for secret in secrets_in(hidden(value))) == json.dumps(value).count(MARK)


@given(OBJECTS, OBJECTS)
def test_what_is_merged_holds_the_second_and_the_rest_of_the_first(first: Any, second: Any) -> None:
    whole = merged(first, second)
    assert merged(whole, second) == whole
    assert whole.keys() == first.keys() | second.keys()
    for name, value in second.items():
        if not (isinstance(value, dict) and isinstance(first.get(name), dict)):
            assert whole[name] == value
    assert merged(first, {}) == first


@given(OBJECTS)
def test_the_text_of_a_response_keeps_its_shape_and_shows_no_secret(body: Any) -> None:
    came = RawResponse(Request("GET", "", "/x", None, {}, None, True), Response(200, {}, json.dumps(body).encode()))
    assert came.reveal() == json.dumps(body).encode()
    _same_but_for_secrets(body, json.loads(came.text), within=False)


def _same_but_for_secrets(value: Any, shown: Any, *, within: bool) -> None:
    """``within`` a secret member nothing is shown but null and truth values; elsewhere all is."""
    if isinstance(value, dict):
        assert value.keys() == shown.keys()
        for name, member in value.items():
            of_fields = name == "configuration" and isinstance(member, list)
            secret = name in ("token", "configuration", "apiSecret", "private.key", "oauthUrl") and not of_fields
            _same_but_for_secrets(member, shown[name], within=within or secret)
    elif isinstance(value, list):
        assert len(value) == len(shown)
        for item, other in zip(value, shown, strict=True):
            _same_but_for_secrets(item, other, within=within)
    else:
        assert shown == (value if not within or value is None or isinstance(value, bool) else "********")
