"""The quick yes and jsonschema have the same verdict."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ocgen.model import JsonValue
from ocgen.spec.fast_validation import compile_schema
from ocgen.spec.reader import read
from ocgen.spec.schema import KINDS, Kind, schema_text, validator
from ocgen.spec.tree import plain
from tests.conftest import SPECS

SCHEMAS = {kind: json.loads(schema_text(kind)) for kind in KINDS}
ACCEPTS = {kind: compile_schema(schema) for kind, schema in SCHEMAS.items()}
VALIDATORS = {kind: validator(kind) for kind in KINDS}


def tree(path: Path) -> JsonValue:
    document = read(path.name, path.read_bytes())
    assert document.tree is not None
    return plain(document.tree)


BASES: list[tuple[Kind, JsonValue]] = [
    ("connector", tree(SPECS / "sfdc.yaml")),
    ("connector", tree(SPECS / "infusionsoftmarketing.yaml")),
    ("family", tree(SPECS / "families" / "infusionsoft.yaml")),
    ("platform", tree(SPECS / "platform.yaml")),
]
VALUES: list[JsonValue] = [
    None,
    True,
    False,
    0,
    1,
    1.0,
    2.5,
    "",
    "x",
    "oauth2",
    "true",
    [],
    ["x"],
    ["x", "x"],
    {},
    {"x": 1},
]


def _places(value: JsonValue, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, JsonValue]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(p for step, child in inner for p in _places(child, (*path, step)))]


@given(st.data())
def test_same_verdict_on_specs_with_a_change_or_two(data: st.DataObject) -> None:
    kind, base = data.draw(st.sampled_from(BASES))
    value = copy.deepcopy(base)
    for _ in range(data.draw(st.integers(0, 2))):
        path = data.draw(st.sampled_from(_places(value)))
        if not path:
            continue
        holder: object = value
        for step in path[:-1]:
            holder = holder[step]  # type: ignore[index]
        what = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if what == "replace":
            holder[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(VALUES)))  # type: ignore[index]
        elif what == "remove":
            del holder[path[-1]]  # type: ignore[attr-defined]
        elif isinstance(holder, dict):
            holder["extra"] = 1
    assert ACCEPTS[kind](value) == VALIDATORS[kind].is_valid(value)


@pytest.mark.parametrize("kind", KINDS)
@given(value=st.recursive(st.sampled_from(VALUES), lambda v: st.lists(v, max_size=2) | st.dictionaries(st.sampled_from(
    ["key", "name", "hub", "family", "configuration", "authentication"]), v, max_size=3)))  # fmt: skip
def test_same_verdict_on_any_value(kind: Kind, value: JsonValue) -> None:
    assert ACCEPTS[kind](value) == VALIDATORS[kind].is_valid(value)


def test_a_keyword_without_a_check_is_refused() -> None:
    with pytest.raises(ValueError, match="multipleOf"):
        compile_schema({"multipleOf": 2})
