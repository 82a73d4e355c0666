"""Our quick encoder writes what the standard library's writes."""

from __future__ import annotations

import json
from types import MappingProxyType

from hypothesis import given, strategies as st

from ocgen.model.values import JsonValue
from ocgen.output.indented_json import indented
from ocgen.text.characters import json_escaped

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_it_writes_what_the_standard_library_writes(value: JsonValue) -> None:
    assert indented(value) == json_escaped(json.dumps(value, indent=2, ensure_ascii=False))


def test_any_mapping_is_an_object() -> None:
    assert indented(MappingProxyType({"a": 1})) == '{\n  "a": 1\n}'
