"""The table of what a parameter has: the model, the spec schema and the rules of changes know the same attributes."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from ocgen.changes.attribute_rules import ATTRIBUTE_CHANGES
from ocgen.changes.rules import RULES
from ocgen.model import ATTRIBUTES, LIMITS, Parameter
from ocgen.spec.schema import schema_text

NAMES = {row.name for row in ATTRIBUTES}


def test_each_member_of_a_parameter_is_a_row_once() -> None:
    assert len(ATTRIBUTES) == len(NAMES)
    assert {f.name for f in fields(Parameter)} - NAMES == {"name", "secret_stated", "location"}


@pytest.mark.parametrize(("kind", "name"), [("field", "key"), ("parameter", "name")])
def test_a_spec_can_say_each_of_them_and_nothing_else(kind: str, name: str) -> None:
    known = set(json.loads(schema_text("connector"))["$defs"][kind]["properties"]) - {name, "omit"}
    assert known | {"everywhere"} == NAMES | {"everywhere"}


def test_each_bound_is_a_count_once() -> None:
    assert [limit.attribute for limit in LIMITS] == [row.name for row in ATTRIBUTES if row.form == "count"]


def test_what_is_a_fact_is_compared() -> None:
    plain = {row.attribute for row in ATTRIBUTE_CHANGES.values() if row.judge}
    together = {"required", "type", "enum", "default", "pattern", *(limit.attribute for limit in LIMITS)}
    words = {"description", "renamed_from"}
    assert {row.name for row in ATTRIBUTES if row.fact in ("own", "more")} == plain | together | words
    assert all(f"field-{aspect}-changed" in RULES for aspect in ATTRIBUTE_CHANGES)
