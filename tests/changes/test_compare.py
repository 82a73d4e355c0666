"""Facts that neither specs nor single edits have: silence, methods that come and go, random sides."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.rules import RULES, Levels
from ocgen.facts.connector import ConnectorFacts, EventFacts, MethodFacts, ValueFacts
from ocgen.model import Condition

LEVELS = Levels({})


def side(*methods: MethodFacts, **members: object) -> ConnectorFacts:
    fields = tuple(ValueFacts(name) for name in sorted({n for m in methods for n in m.configuration}))
    return replace(ConnectorFacts("acme", "spec", methods=methods, configuration=fields), **members)  # type: ignore[arg-type]


def told(a: ConnectorFacts, b: ConnectorFacts) -> list[tuple[str, str, str]]:
    return [(change.kind, change.key, LEVELS.of(change)) for change in compare(a, b)]


OAUTH2 = MethodFacts("oauth2", "oauth2", "redirect", configuration=("oauth.api.key",))
BASIC = MethodFacts("basic", "basic", "none", configuration=("username", "password"))


def test_a_method_beside_the_old_ones_breaks_nobody_and_brings_its_fields() -> None:
    assert told(side(OAUTH2), side(OAUTH2, BASIC)) == [
        ("method-added", "basic", "info"),
        ("field-added", "password", "info"),
        ("field-added", "username", "info"),
    ]


def test_a_method_that_goes_takes_its_fields_with_it() -> None:
    assert told(side(OAUTH2, BASIC), side(OAUTH2)) == [
        ("method-removed", "basic", "breaking"),
        ("field-removed", "password", "breaking"),
        ("field-removed", "username", "breaking"),
    ]


def test_the_only_method_goes_another_way() -> None:
    kinds = {kind for kind, _, _ in told(side(BASIC), side(OAUTH2))}
    assert kinds == {"flow-changed", "field-added", "field-removed"}


def test_another_name_of_a_method_is_seen_between_specs_only() -> None:
    renamed = replace(OAUTH2, name="consent")
    assert told(side(OAUTH2), side(renamed)) == [("method-renamed", "oauth2", "warning")]
    assert told(side(OAUTH2), replace(side(renamed), kind="page")) == []


def test_a_field_that_only_one_of_several_methods_loses_is_told_of_that_method() -> None:
    both = replace(OAUTH2, configuration=("oauth.api.key", "acme.tenant"))
    other = replace(BASIC, configuration=("username", "password", "acme.tenant"))
    changes = compare(side(both, other), side(OAUTH2, other))
    assert [(c.kind, c.key, c.where) for c in changes] == [
        ("field-removed", "acme.tenant", "authentication.oauth2.configuration")
    ]


def test_what_all_methods_lose_is_told_once() -> None:
    both = replace(OAUTH2, configuration=("oauth.api.key", "acme.tenant"))
    other = replace(BASIC, configuration=("username", "password", "acme.tenant"))
    assert [c.where for c in compare(side(both, other), side(OAUTH2, BASIC))] == ["configuration"]


def test_own_tokens_come_and_go_and_are_compared() -> None:
    def offered(*fields: ValueFacts, request: str = "initial") -> ConnectorFacts:
        own = MethodFacts("oauth2", "oauth2", "none", configuration=tuple(f.name for f in fields), overrides=fields,
                          request=("externalAuthentication",),
                          constants=(("externalAuthentication", request),))  # fmt: skip
        return side(replace(OAUTH2, own_tokens=own))

    token = ValueFacts("oauth.user.token", required=False)
    assert told(side(OAUTH2), offered(token)) == [("own-tokens-added", "own_tokens", "info")]
    assert told(offered(token), side(OAUTH2)) == [("own-tokens-removed", "own_tokens", "breaking")]
    needed = offered(replace(token, required=True))
    assert told(offered(token), needed) == [("field-required-changed", "oauth.user.token", "breaking")]
    other = [("top-level-changed", "externalAuthentication", "breaking")]
    assert told(offered(token), offered(token, request="full")) == other
    unless = offered(replace(token, required="conditional", unless=("oauth.user.refresh_token",)))
    assert told(unless, needed) == [("field-required-changed", "oauth.user.token", "breaking")]
    assert told(needed, unless) == [("field-required-changed", "oauth.user.token", "info")]


def test_a_likely_new_name_is_suggested() -> None:
    old, new = replace(BASIC, configuration=("acme.subdomain",)), replace(BASIC, configuration=("acmeSubdomain",))
    assert {c.kind: c.like for c in compare(side(old), side(new))} == {
        "field-added": "acme.subdomain",
        "field-removed": "acmeSubdomain",
    }


def test_silence_is_no_change() -> None:
    full = ValueFacts(
        "apiKey", "API key", "words", "string", True, default="x", enum=("a",), pattern="^a$", secret=True
    )
    spec = side(replace(OAUTH2, oauth_url_query=(full,), callback=(full,), provider_data=(full,)), hub="crm",
                events=EventFacts(("polling",)))  # fmt: skip
    page = replace(side(replace(OAUTH2, oauth_url_query=(ValueFacts("apiKey"),), callback=None)), kind="page")
    assert compare(spec, page) == compare(page, spec) == ()


def need(*conditions: tuple[str, tuple[str, ...]]) -> ConnectorFacts:
    when = tuple(Condition(name, values) for name, values in conditions)
    field = ValueFacts("acme.mode", required="conditional", when=when)
    return ConnectorFacts("acme", "spec", configuration=(field,))


def test_a_condition_that_holds_less_often_breaks_nobody() -> None:
    often, seldom = need(("a", ("1", "2"))), need(("a", ("1",)), ("b", ("1",)))
    assert told(often, seldom) == [("field-required-changed", "acme.mode", "info")]
    assert told(seldom, often) == [("field-required-changed", "acme.mode", "breaking")]


def test_a_condition_that_a_default_meets_holds_where_nothing_is_given() -> None:
    given = need(("a", ("1",)))
    absent = replace(given, configuration=(replace(given.configuration[0], absent=("a",)),))
    assert told(given, absent) == [("field-required-changed", "acme.mode", "breaking")]
    assert told(absent, given) == [("field-required-changed", "acme.mode", "info")]


def test_a_whole_number_that_may_become_any_breaks_nobody() -> None:
    whole, number = (
        ConnectorFacts("a", "spec", configuration=(ValueFacts("f", type=t),)) for t in ("integer", "number")
    )
    assert told(whole, number) == [("field-type-changed", "f", "info")]
    assert told(number, whole) == [("field-type-changed", "f", "breaking")]


def test_answers_are_open() -> None:
    def answered(value: ValueFacts) -> ConnectorFacts:
        return side(replace(OAUTH2, callback=(value,)))

    one, two = ValueFacts("state", enum=("a",), required=True), ValueFacts("state", enum=("a", "b"), required=True)
    assert told(answered(one), answered(two)) == [("callback-enum-changed", "state", "warning")]
    assert told(answered(two), answered(one)) == [("callback-enum-changed", "state", "info")]


def test_very_many_fields_take_no_time_to_speak_of() -> None:
    def fields(start: str) -> ConnectorFacts:
        return ConnectorFacts("a", "page", configuration=tuple(ValueFacts(f"{start}{n}") for n in range(20_000)))

    assert len(compare(fields("a"), fields("b"))) == 40_000


NAMES = st.sampled_from(["a", "b.c", "d-e", "f", "acme.mode", "acme mode"])
TEXT = st.none() | st.sampled_from(["", "x", "y"])
VALUES = st.builds(
    ValueFacts, NAMES, label=TEXT, description=TEXT, type=st.sampled_from(["string", "integer", "number", None]),
    required=st.sampled_from([True, False, "conditional", None]), default=TEXT, pattern=TEXT,
    enum=st.none() | st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    secret=st.sampled_from([True, False, None]),
    deprecated=TEXT, renamed_from=st.just("") | NAMES,
    more=TEXT.map(lambda said: () if said is None else (("value_from", said),)),
    when=st.none() | st.lists(st.builds(Condition, NAMES, st.just(("1",))), max_size=2).map(tuple),
)  # fmt: skip
LISTS = st.lists(VALUES, max_size=4, unique_by=lambda v: v.name).map(tuple)
METHODS = st.builds(
    MethodFacts, st.sampled_from(["oauth2", "basic", "other"]), type=st.sampled_from(["oauth2", "basic", None]),
    flow=st.sampled_from(["redirect", "none", None]), oauth_url_query=LISTS, callback=st.none() | LISTS,
    provider_data=LISTS, configuration=st.lists(NAMES, unique=True).map(tuple), overrides=LISTS,
    request=st.lists(NAMES, unique=True).map(tuple), oauth_connector=TEXT,
)  # fmt: skip
SIDES = st.builds(
    ConnectorFacts, st.sampled_from(["acme", "other", ""]), st.sampled_from(["spec", "page", "model"]), hub=TEXT,
    methods=st.lists(METHODS, max_size=3, unique_by=lambda m: m.name).map(tuple), configuration=LISTS,
    events=st.none() | st.builds(EventFacts, *[st.lists(NAMES, unique=True).map(tuple)] * 3),
)  # fmt: skip


@given(SIDES)
def test_equal_sides_give_no_change(facts: ConnectorFacts) -> None:
    assert compare(facts, facts) == ()


def about(change: Change) -> tuple[str, str, str, str | None, str | None]:
    return change.kind, change.key, change.to, change.before, change.after


@settings(max_examples=60)
@given(SIDES, SIDES)
def test_there_and_back_mirror_each_other(a: ConnectorFacts, b: ConnectorFacts) -> None:
    there, back = compare(a, b), compare(b, a)
    opposite = {"added": "removed", "removed": "added"}
    mirrored = []
    for change in back:
        stem, _, last = change.kind.rpartition("-")
        key, to = (change.to, change.key) if change.to else (change.key, "")
        mirrored.append((f"{stem}-{opposite.get(last, last)}", key, to, change.after, change.before))
    unnamed = {"text-changed"}  # an attribute of a value that has another name is told under the new one
    assert {m[0] for m in mirrored if m[0] not in unnamed} == {c.kind for c in there if c.kind not in unnamed}
    named = {(c.kind, c.key) for c in there if c.to}
    assert {(m[0], m[1]) for m in mirrored if m[2]} == named


@settings(max_examples=60)
@given(SIDES, SIDES)
def test_every_change_has_a_rule_and_a_place_in_the_order(a: ConnectorFacts, b: ConnectorFacts) -> None:
    changes = compare(a, b)
    assert {change.kind for change in changes} <= set(RULES)
    assert list(changes) == sorted(changes, key=lambda c: (c.connector, c.where, c.key, c.kind))
    assert compare(a, b) == changes


@settings(max_examples=60)
@given(SIDES, SIDES, st.text(min_size=1))
def test_a_fingerprint_knows_no_prose_and_no_line(a: ConnectorFacts, b: ConnectorFacts, words: str) -> None:
    def reworded(facts: ConnectorFacts) -> ConnectorFacts:
        fields = tuple(
            replace(v, description=f"{v.description}{words}", label=f"{v.label}{words}") for v in facts.configuration
        )
        return replace(facts, configuration=fields)

    before = {c.fingerprint for c in compare(a, b) if not c.prose}
    after = {c.fingerprint for c in compare(reworded(a), reworded(b)) if not c.prose}
    assert before == after
