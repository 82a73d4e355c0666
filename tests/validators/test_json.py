"""A field of JSON in a string takes JSON and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openconnectors.validators import box
from openconnectors.validators._values import MAX_DEPTH, is_json

from tests.checkers import checkers
from tests.conftest import CONNECTORS

FIELD = "event.poller.configuration"
REQUESTS = next(p for c in CONNECTORS if c.key == "box" for p in checkers(c) if p.call.name == "instance-request")

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def body(text: object) -> dict[str, Any]:
    example = REQUESTS.call.variants[0].example
    assert isinstance(example, dict)
    return {**example, "configuration": {**example["configuration"], FIELD: text}}


def told(text: object) -> list[tuple[str, str, str]]:
    return [(v.pointer, v.code, v.message) for v in box.validate_instance_request(body(text))]


@given(value=_values, indent=st.none() | st.just(1), ascii_=st.booleans())
def test_json_is_taken(value: object, indent: int | None, ascii_: bool) -> None:
    assert REQUESTS.agree(body(json.dumps(value, indent=indent, ensure_ascii=ascii_)))


_SIGNS = [*'{}[]":,\\ntrue0123.eE+- \n\t\x00é', "null", "NaN", "Infinity", '"a"', "\\u0041", "\ufeff"]


@given(text=st.lists(st.sampled_from(_SIGNS), max_size=12).map("".join))
def test_the_schema_says_the_same_of_any_text(text: str) -> None:
    REQUESTS.agree(body(text))


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "empty", "is empty"),
        ("{", "json", "must be JSON, and is none from character 2 on"),
        ('{"a": 1} x', "json", "must be JSON, and is none from character 10 on"),
        ('{"a": NaN}', "json", "must be JSON, which knows no NaN and no Infinity"),
        ("[-Infinity]", "json", "must be JSON, which knows no NaN and no Infinity"),
        ("[" * 200 + "]" * 200, "json", f"must be JSON with lists and objects at most {MAX_DEPTH} deep"),
        ({}, "type", "must be JSON in a string, not an object"),
    ],
)
def test_what_is_wrong_is_told(text: object, code: str, says: str) -> None:
    title = f"Event poller configuration ({FIELD})"
    assert told(text) == [(f"/configuration/{FIELD}", code, f"{title} {says}")]


def test_large_texts_and_numbers_are_no_trouble() -> None:
    assert is_json("9" * 10_000) and is_json(json.dumps([{"a": [1]}] * 50_000))
    assert is_json("[" * MAX_DEPTH + "]" * MAX_DEPTH) and not is_json("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert is_json(json.dumps("[{" * 1000))
    for hostile in ('"' + '\\"' * 300_000, "[" * 300_000, '["\\' * 100_000, '[{"' * 100_000):
        assert not is_json(hostile)
