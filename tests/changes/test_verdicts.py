"""What `ocgen diff` says of a changed value is what the validators of both forms do with real values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from hypothesis import assume, given, settings, strategies as st

from ocgen.changes.change import DIRECTIONS, Change, Part
from ocgen.changes.rules import Levels
from ocgen.changes.values import ListPlace, compare_values
from ocgen.facts.of_spec import value_facts
from ocgen.model import Choice, Condition, Parameter, Requirement, ValueType
from ocgen.spec.build import with_configuration
from ocgen.targets.python.validators import validators
from tests.amount import examples
from tests.conftest import CONNECTORS
from tests.modules import executed

LEVELS = Levels({})
BOX = next(c for c in CONNECTORS if c.key == "box")
BOX = replace(BOX, platform=replace(BOX.platform, refusals=()))  # so that a callback has but one form
METHOD = BOX.methods[0]

TEXTS = ("", "a", "b", "full", "light", "true", "false", "0", "1", "-7", "12", "1.5", "007", "a b", "\n", "a\n", "é",
         "{}", '"a"', "[1]", "null", "A", "TRUE", "x.y", "1e5", " ", "ab", "abc", "abcd", "abcdef",
         "😀", "😀😀", "123456", '"abcd"', '"abcdef"')  # fmt: skip
NATIVES: tuple[object, ...] = (True, False, 0, 1, -7, 12, 1.0, 1.5, 0.5, None, [], {})
PATTERNS = ("", "^[a-z]+$", "^[a-z]*$", "^(full|light)$", "^[0-9]+$", "^-?[0-9]{1,18}$", "^(true|false)$", "a", "^.+$",
            r"^\w+$", "^[a-z ]{0,4}$", "^full$", r"^[0-9]+(\.[0-9]+)?$")  # fmt: skip
WORDS = {"integer": ("0", "1", "12", "-7"), "number": ("0", "1.5", "12"), "boolean": ("true", "false")}


TYPES: tuple[ValueType, ...] = ("string", "string", "boolean", "integer", "number", "list", "json")


@st.composite
def parameters(draw: st.DrawFn) -> Parameter:
    """A definition over all aspects; what it lists fits its type, as lint wants it."""
    type_ = draw(st.sampled_from(TYPES))
    words = st.sampled_from(WORDS.get(type_, ("a", "b", "full", "light", "true", "false", "12", "")))
    bound = draw(st.sampled_from(["", "enum", "const", "pattern"]))
    when = (Condition("other", tuple(draw(st.lists(st.sampled_from("xyz"), min_size=1, unique=True)))),)
    required = draw(st.sampled_from([Requirement(), Requirement(always=True), Requirement(when=when)]))
    if required.when:
        words = words.filter(bool)  # an empty text that is listed, and missed under a condition, is not judged
    listed = draw(st.lists(words, min_size=1, max_size=3, unique=True)) if bound in ("enum", "const") else []
    lengths: Any = {name: draw(st.sampled_from([0, 0, 0, 1, 2, 3, 5])) for name in ("min_length", "max_length")}
    return Parameter(
        "value", **lengths, label="Value", description="A value.", type=type_,
        pattern=draw(st.sampled_from(PATTERNS)) if bound == "pattern" else "",
        enum=tuple(map(Choice, listed)) if bound == "enum" else (), const=listed[0] if bound == "const" else None,
        default=draw(st.sampled_from([None, None, "a"])), required=required,
        secret=draw(st.sampled_from([False, False, False, True])),
    )  # fmt: skip


OTHER = Parameter("other", label="Other", description="Another.")
ATTRIBUTES: dict[Part, str] = {"field": "configuration", "query": "oauth_url_query", "callback": "callback",
                               "provider-data": "provider_data"}  # fmt: skip


@cache
def module_of(part: Part, parameter: Parameter) -> ModuleType:
    """The validators of a connector whose list of that part holds just this value and another."""
    method = replace(METHOD, callback=(), provider_data=(), configuration=(), oauth_url_query=())
    method = replace(method, **{ATTRIBUTES[part]: (OTHER, parameter)})  # type: ignore[arg-type]
    return executed(validators(with_configuration(replace(BOX, methods=(method,)))), "openconnectors.validators")


def accepts(part: Part, parameter: Parameter, values: dict[str, object]) -> bool:
    made = module_of(part, parameter)
    if part == "query":
        return bool(made.is_oauth_url_query(values))
    if part == "callback":
        return bool(made.is_callback_query(values))
    body = {"element": {"key": "box"}, "name": "n", "configuration": {}}
    where = "providerData" if part == "provider-data" else "configuration"
    body[where] = values
    if part == "provider-data" and not values:
        del body[where]
    return bool(made.is_instance_request(body))


def changes(part: Part, a: Parameter, b: Parameter) -> list[Change]:
    place = ListPlace("acme", "configuration", part, exact=True)
    return list(compare_values([value_facts(a)], [value_facts(b)], place))


def samples(part: Part, *forms: Parameter) -> Iterator[dict[str, object]]:
    listed = {choice.value for form in forms for choice in form.enum} | {form.const for form in forms} - {None}
    values: list[object] = [*TEXTS, *sorted(map(str, listed))]
    if part == "field":
        values += NATIVES
    for other in ({}, {"other": "x"}, {"other": "y"}, {"other": "z"}):
        yield dict(other)
        yield from ({**other, "value": value} for value in values)


@pytest.mark.parametrize(("before", "after"), [(True, True), (True, False), (False, True), (False, False)])
def test_what_a_secret_lists_is_not_held_against_a_pattern_by_its_digest(before: bool, after: bool) -> None:
    listed = Parameter("value", enum=(Choice("a"), Choice("z")), secret=before)
    for pattern in ("a", "^[0-9a-f]{64}$", "^[0-9a-f]+$"):
        found = changes("provider-data", listed, Parameter("value", pattern=pattern, secret=after))
        assert "breaking" in {LEVELS.of(change) for change in found}, (pattern, found)


@pytest.mark.parametrize("part", ["field", "query", "provider-data"])
def test_what_is_no_break_refuses_nothing_and_a_break_shows_what_it_refuses(part: Part) -> None:
    @settings(max_examples=60)
    @given(parameters(), parameters())
    def check(a: Parameter, b: Parameter) -> None:
        found = changes(part, a, b)
        told = [change for change in found if LEVELS.of(change) == "breaking"]
        refused = [s for s in samples(part, a, b) if accepts(part, a, s) and not accepts(part, b, s)]
        assert told or not refused, (a, b, refused[:3], found)
        for change in told:
            if change.kind.endswith(
                ("type-changed", "enum-changed", "pattern-changed", "length-changed", "values-changed")
            ):
                if "told" not in change.remark:
                    shown = example(change.remark)
                    assert accepts(part, a, whole(shown)), (change, a)
                    assert not accepts(part, b, whole(shown)), (change, b)
            elif change.kind.endswith("required-changed"):
                missed = any("value" not in s for s in refused) or "told" in change.remark
                assert missed or "default" in f"{change.before}{change.after}", (
                    change,
                    a,
                    b,
                )

    check()


def whole(value: object) -> dict[str, object]:
    """A body with the value, in which no condition holds."""
    return {"other": "w", "value": value}


def example(remark: str) -> object:
    """The value that a remark shows."""
    native = re.match(r"the JSON value (\S+) ", remark)
    if native:
        return json.loads(native[1])
    quoted = re.match(r'"((?:[^"\\]|\\.)*)" ', remark)
    assert quoted, remark
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), quoted[1])


def test_what_comes_back_is_judged_the_other_way_round() -> None:
    @settings(max_examples=60)
    @given(parameters(), parameters())
    def check(a: Parameter, b: Parameter) -> None:
        assume(a.required == b.required)
        found = [c for c in changes("callback", a, b) if not c.prose]
        if all(LEVELS.of(change) == "info" or "secret" in change.kind for change in found):
            for value in TEXTS if a.required.always or not a.required.when else filter(bool, TEXTS):
                comes: dict[str, object] = {"value": value, "other": "x"}
                assert not accepts("callback", b, comes) or accepts("callback", a, comes), (a, b, value)

    check()


@settings(max_examples=examples(150))
@given(st.sampled_from(sorted(DIRECTIONS)), parameters(), parameters())
def test_one_change_is_one_finding_and_seen_from_the_other_side_its_mirror(
    part: Part, a: Parameter, b: Parameter
) -> None:
    there, back = changes(part, a, b), changes(part, b, a)
    about = [re.sub(r"(type|enum|pattern|(min|max)-length|values)-changed$", "values", c.kind) for c in there]
    about = [re.sub(r"(required|default)-changed$", "need", kind) for kind in about]
    assert len({kind for kind in about if kind != "text-changed"}) == len([k for k in about if k != "text-changed"])
    assert sorted((c.kind, c.before or "", c.after or "") for c in there) == sorted(
        (c.kind, c.after or "", c.before or "") for c in back
    )


STRING = Parameter("value", description="A value.")
ENUM = replace(STRING, enum=(Choice("full"), Choice("light")))
CASES: list[tuple[str, Part, Parameter, Parameter, str, str]] = [
    ("an enum becomes a pattern that takes it all", "field", ENUM, replace(STRING, pattern="^[a-z]+$"), "info", ""),
    ("a pattern becomes an enum", "field", replace(STRING, pattern="^[a-z]+$"), ENUM, "breaking", '"a" fits the first'),
    ("a pattern of just these becomes an enum", "field", replace(STRING, pattern="^(full|light)$"), ENUM, "info", ""),
    ("a constant becomes an enum with it", "query", replace(STRING, const="full"), ENUM, "info", ""),
    ("an enum becomes a constant", "query", ENUM, replace(STRING, const="full"), "breaking", '"light" fits'),
    ("a number in a query becomes text", "query", replace(STRING, type="integer"), STRING, "info", ""),
    ("a number in a body becomes text", "field", replace(STRING, type="integer"), STRING, "breaking", "JSON value 0 "),
    ("a flag in a query becomes an enum", "query", replace(STRING, type="boolean"),
     replace(STRING, enum=(Choice("true"), Choice("false"))), "info", ""),
    ("a flag in a body becomes an enum of texts", "field", replace(STRING, type="boolean"),
     replace(STRING, enum=(Choice("true"), Choice("false"))), "breaking", "JSON value false "),
    ("text becomes a flag", "query", STRING, replace(STRING, type="boolean"), "breaking", " does not fit the second"),
    ("type and pattern change together", "query", replace(STRING, type="integer"),
     replace(STRING, pattern="^-?[0-9]+$"), "info", ""),
    ("a text may be longer", "field", replace(STRING, max_length=3), replace(STRING, max_length=4), "info", ""),
    ("a text may be less long", "field", replace(STRING, max_length=4), replace(STRING, max_length=3), "breaking",
     '"aaaa" fits the first'),
    ("a text gets a bound", "query", STRING, replace(STRING, max_length=100), "breaking", '(101 characters) does not'),
    ("a text gets a bound that it had", "query", replace(STRING, pattern="^[a-z]{3}$"),
     replace(STRING, pattern="^[a-z]{3}$", min_length=2, max_length=3), "info", "all that fits"),
    ("a bound takes a pattern's place", "query", replace(STRING, pattern="^[a-z]{2,4}$"),
     replace(STRING, min_length=2, max_length=4), "info", ""),
    ("a pattern takes bounds' place", "field", replace(STRING, pattern="^[a-z]+$", max_length=2),
     replace(STRING, pattern="^[a-z]{1,2}$"), "info", "all that fits"),
    ("a pattern is narrower within the same bounds", "field", replace(STRING, pattern="^[a-z]+$", max_length=2),
     replace(STRING, pattern="^[a-z]$", max_length=2), "breaking", '"aa" fits the first'),
    ("a bound of a number", "query", replace(STRING, type="integer"), replace(STRING, type="integer", max_length=2),
     "breaking", '"111" fits the first'),
    ("a bound of JSON", "field", replace(STRING, type="json"), replace(STRING, type="json", max_length=20),
     "breaking", '"111111111111111111111" fits the first'),
    ("a bound of what is listed", "field", ENUM, replace(ENUM, max_length=5), "info", ""),
    ("a bound that is great", "field", replace(STRING, max_length=1_000_000), replace(STRING, max_length=999_999),
     "breaking", "(1000000 characters) fits the first"),
    ("a format becomes its pattern", "field", replace(STRING, format="port", pattern="^[0-9]+$"),
     replace(STRING, pattern="^[0-9]+$"), "", ""),
    ("a required value gets a default", "field", replace(STRING, required=Requirement(always=True)),
     replace(STRING, required=Requirement(always=True), default="x"), "info", ""),
    ("a value becomes required with a default", "field", STRING,
     replace(STRING, required=Requirement(always=True), default="x"), "warning", ""),
    ("a needed value loses its default", "field", replace(STRING, required=Requirement(always=True), default="x"),
     replace(STRING, required=Requirement(when=(Condition("other", ("x",)),))), "breaking", ""),
]  # fmt: skip


@pytest.mark.parametrize(("part", "a", "b", "level", "remark"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_each_pair_of_aspects_is_judged_as_a_whole(
    part: Part, a: Parameter, b: Parameter, level: str, remark: str
) -> None:
    found = [change for change in changes(part, a, b) if not change.prose]
    assert [LEVELS.of(change) for change in found] == ([level] if level else [])
    assert all(remark in change.remark for change in found)
