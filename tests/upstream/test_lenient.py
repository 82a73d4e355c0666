"""JSON with the faults that pages have."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from ocgen.upstream.sources.lenient import Array, LenientObject, LenientScalar, Value, fragments

FAULTY = {
    "comma forgotten": '{"a": "1"\n "b": "2"}',
    "comma too many": '{"a": "1", "b": "2",}',
    "typographic quotes": "{“a”: “1”, “b”: “2”}",
    "comment": '{"a": "1", // of a kind\n "b": "2"}',
    "quote forgotten": '{"a": "1,\n "b": "2"}',
    "placeholder": '{"a": <1>, "b": "2"}',
    "bracket forgotten": '{"a": "1", "b": "2"\n',
    "quotes within": '{"b": "2", "x": "see <a href="y">z</a>", "a": "1"}',
}


@pytest.mark.parametrize("text", FAULTY.values(), ids=FAULTY)
def test_faulty_json_is_read_for_what_it_means(text: str) -> None:
    (found,) = fragments(text)
    assert {found.value.text("a").strip("<>"), found.value.text("b")} == {"1", "2"}
    if not text.startswith("{“"):
        assert found.problem


def test_typographic_quotes_are_a_fault() -> None:
    assert next(fragments("{“a”: “1”}")).problem


def test_a_forgotten_bracket_hides_nothing() -> None:
    (found,) = fragments('{"element": {"key": "k", "configuration": {"a": "1"}}')
    configuration = found.value.find("configuration")
    assert configuration is not None and configuration.text("a") == "1"


def test_keys_that_stand_twice() -> None:
    assert next(fragments('{"a": 1, "b": {"c": 1, "c": 2}}')).twice == ("c",)


def test_a_template_is_no_object() -> None:
    assert list(fragments("GET /elements/{keyOrId}/oauth/url")) == []


def native(value: Value) -> object:
    if isinstance(value, LenientObject):
        return {member.key: native(member.value) for member in value.members}
    if isinstance(value, Array):
        return [native(item) for item in value.items]
    return json.loads(value.text) if value.native else value.text


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1), PLAIN, min_size=1, max_size=5), st.sampled_from([None, 2]))
def test_sound_json_is_read_as_json_is(value: dict[str, object], indent: int | None) -> None:
    (found, *_) = fragments(json.dumps(value, indent=indent))
    assert found.problem == ""
    assert native(found.value) == value


def test_a_scalar_is_told_from_a_text() -> None:
    (found,) = fragments('{"a": "true", "b": true}')
    assert (found.value.get("a"), found.value.get("b")) == (LenientScalar("true"), LenientScalar("true", native=True))
