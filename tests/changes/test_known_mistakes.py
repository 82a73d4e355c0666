"""What an erratum excuses, over the whole catalogue: the differences that it is about, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from ocgen.changes.change import Change
from ocgen.changes.drift import CommonValues, drift
from ocgen.changes.fixed_errata import fixed_errata
from ocgen.facts.connector import ConnectorFacts, MethodFacts, ValueFacts
from ocgen.facts.of_spec import facts_of
from ocgen.model import About, Connector, Erratum, ValueType
from tests.changes.edits import LISTS
from tests.conftest import CONNECTORS

PLATFORM = CONNECTORS[0].platform
COMMON = CommonValues.of(PLATFORM)
Lists = Callable[[str, tuple[ValueFacts, ...]], tuple[ValueFacts, ...]]
Mutate = Callable[[ValueFacts], ValueFacts]


def another_type(value: ValueFacts) -> ValueFacts:
    return replace(value, type="boolean" if value.type != "boolean" else "string")


def another_need(value: ValueFacts) -> ValueFacts:
    return replace(value, required=value.required is not True)


def another_default(value: ValueFacts) -> ValueFacts:
    return value if value.default is None else replace(value, default="another")


def another_enum(value: ValueFacts) -> ValueFacts:
    return value if value.secret else replace(value, enum=("another",))


def another_pattern(value: ValueFacts) -> ValueFacts:
    return value if value.pattern is None else replace(value, pattern="^another$")


def another_secrecy(value: ValueFacts) -> ValueFacts:
    return replace(value, secret=not value.secret)


# Aspect -> what makes all values of a connector differ in it.
MUTATIONS: dict[str, Mutate] = {
    "type": another_type,
    "required": another_need,
    "default": another_default,
    "enum": another_enum,
    "pattern": another_pattern,
    "secret": another_secrecy,
}


def page_of(connector: Connector) -> ConnectorFacts:
    """A page that says what the spec does, without a mistake of its own."""
    return replace(facts_of(connector), kind="page", errata=())


def changed_each(mutate: Callable[[ValueFacts], ValueFacts]) -> Lists:
    """Put another value in the place of each."""
    return lambda _, found: tuple(map(mutate, found))


def every_other(start: int) -> Lists:
    """Leave out every other value of a list, unless none would be left."""
    return lambda _, found: found[start::2] or found


def everywhere(page: ConnectorFacts, change: Lists) -> ConnectorFacts:
    """Put other lists of values in the place of a page's."""

    def method(one: MethodFacts) -> MethodFacts:
        return replace(
            one,
            oauth_token_query=change("oauth_token_query", one.oauth_token_query),
            oauth_url_query=change("oauth_url_query", one.oauth_url_query),
            callback=change("callback", one.callback or ()),
            provider_data=change("provider_data", one.provider_data),
            overrides=change("configuration", one.overrides),
        )

    methods = tuple(map(method, page.methods))
    return replace(page, methods=methods, configuration=change("configuration", page.configuration))


def values(facts: ConnectorFacts) -> Iterator[tuple[str, str]]:
    """Part and name of each value."""
    for method in facts.methods:
        for part in ("oauth_token_query", "oauth_url_query", "callback", "provider_data"):
            yield from ((part, value.name) for value in getattr(method, part) or ())
    yield from (("configuration", value.name) for value in facts.configuration)


def told(changes: tuple[Change, ...]) -> set[tuple[str, str, str]]:
    """Kind of place, aspect and key of each change."""
    found = set()
    for change in changes:
        prefix = next(
            (p for p in ("provider-data", "field", "query", "callback") if change.kind.startswith(f"{p}-")), ""
        )
        place = change.where.rpartition(".")[2]
        part = next((part for part, (kind, last) in LISTS.items() if (kind, last) == (prefix, place)), place)
        found.add((part, change.kind.removeprefix(f"{prefix}-").removesuffix("-changed"), change.key))
    return found


def abouts(connector: Connector) -> set[About]:
    return {about for erratum in connector.errata for about in erratum.about}


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda c: c.key)
def test_a_change_of_each_aspect_of_each_value_is_told_unless_an_erratum_is_about_it(connector: Connector) -> None:
    spec, page = facts_of(connector), page_of(connector)
    assert drift(spec, page, COMMON) == ()
    bare = replace(spec, errata=())
    for aspect, mutate in MUTATIONS.items():
        changed = everywhere(page, changed_each(mutate))
        every = drift(bare, changed, COMMON)
        excused = {
            (about.part, about.aspect, about.key)
            for about in abouts(connector)
            if not about.found or about.found in {c.after for c in every if c.key == about.key}
        }
        assert told(drift(spec, changed, COMMON)) == told(every) - excused, aspect
        if aspect in {"type", "secret"}:  # no value is without
            assert told(every) >= {(part, aspect, name) for part, name in values(page)}


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda c: c.key)
def test_what_comes_and_goes_is_told_unless_an_erratum_is_about_it(connector: Connector) -> None:
    spec, page = facts_of(connector), page_of(connector)
    bare = replace(spec, errata=())
    about = {(a.part, a.aspect, a.key) for a in abouts(connector)}
    come = everywhere(page, lambda _, found: (*found, ValueFacts("something.new")) if found else found)
    come = replace(come, methods=tuple(replace(m, overrides=()) for m in come.methods))
    assert (
        told(drift(spec, come, COMMON))
        == told(drift(bare, come, COMMON))
        >= {(part, "added", "something.new") for part, _ in values(page)}
    )
    for half in (0, 1):  # a page that keeps silent on a whole list tells nothing
        gone = everywhere(page, every_other(half))
        kept = {field.name for field in gone.configuration}
        methods = tuple(
            replace(m, configuration=tuple(name for name in m.configuration if name in kept)) for m in gone.methods
        )
        gone = replace(gone, methods=methods)
        every = told(drift(bare, gone, COMMON))
        assert told(drift(spec, gone, COMMON)) == {
            (part, aspect, key)
            for part, aspect, key in every
            if aspect != "removed" or (part, "missing", key) not in about
        }


def test_there_are_errata_that_excuse_differences() -> None:
    found = {(about.part, about.aspect) for connector in CONNECTORS for about in abouts(connector) if about.of_facts}
    assert {("oauth_url_query", "extra"), ("configuration", "missing"), ("callback", "name")} <= found


def test_every_erratum_of_the_catalogue_says_what_it_is_about() -> None:
    assert [(c.key, e.where) for c in CONNECTORS for e in c.errata if not e.about] == []


def reworded(spec: ConnectorFacts) -> ConnectorFacts:
    errata = tuple(replace(e, where="x", says="x", right="x", why="x") for e in spec.errata)
    return replace(spec, errata=errata)


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda c: c.key)
def test_words_change_no_verdict(connector: Connector) -> None:
    spec, page = facts_of(connector), page_of(connector)
    mistaken = replace(page, hub="x", configuration=page.configuration[1:], sought=frozenset())
    for source in (page, mistaken, everywhere(page, lambda _, found: tuple(map(another_type, found)))):
        assert drift(reworded(spec), source, COMMON) == drift(spec, source, COMMON)
        before, after = (
            [(f.location, f.subject) for f in fixed_errata(s, source, "words")] for s in (spec, reworded(spec))
        )
        assert after == before


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda c: c.key)
def test_a_page_that_agrees_has_fixed_each_difference(connector: Connector) -> None:
    """What a page and a spec can differ in, and do not, is fixed; a page of another kind is silent."""
    spec, page = facts_of(connector), page_of(connector)
    for erratum in spec.errata:
        alone = replace(spec, errata=(erratum,))
        found = list(fixed_errata(alone, page, ""))
        if erratum.about and all(a.of_facts and a.part in LISTS and named(page, a) for a in erratum.about):
            assert [(f.rule, f.location, f.help) for f in found] == [
                ("drift-erratum-fixed", erratum.location, "remove the erratum from the spec")
            ]
        assert list(fixed_errata(alone, replace(page, kind="model"), "")) == []


def named(page: ConnectorFacts, about: About) -> bool:
    """Whether a page tells of a value enough to show that a mistake is gone."""
    listed = [name for part, name in values(page) if part == about.part]
    return bool(listed) if about.aspect == "extra" else about.key in listed and about.aspect != "default"


SPELT = Erratum("w", "s", "r", "y", about=(About("callback", "name", "code", "Code"),))


def test_a_misspelt_name_is_the_value_that_it_stands_for() -> None:
    connector = next(c for c in CONNECTORS if any(v.name == "code" for m in c.methods for v in m.callback))
    spec = replace(facts_of(connector), errata=(SPELT,))
    page = everywhere(
        page_of(connector),
        lambda part, found: tuple(
            replace(v, name="Code", secret=not v.secret) if part == "callback" and v.name == "code" else v
            for v in found
        ),
    )
    assert told(drift(spec, page, COMMON)) == {("callback", "secret", "code")}
    assert {(aspect, key) for _, aspect, key in told(drift(replace(spec, errata=()), page, COMMON))} == {
        ("removed", "code"), ("added", "Code"),
    }  # fmt: skip
    assert list(fixed_errata(spec, page, "")) == []
    both = everywhere(
        page_of(connector), lambda part, found: (*found, ValueFacts("Code")) if part == "callback" else found
    )
    assert drift(spec, both, COMMON) == ()


def test_another_value_than_the_one_found_is_no_excuse() -> None:
    connector = next(c for c in CONNECTORS if c.configuration and c.configuration[0].type == "string")
    field = connector.configuration[0].name
    about = About("configuration", "type", field, "boolean")
    spec = replace(facts_of(connector), errata=(Erratum("w", "s", "r", "y", about=(about,)),))

    def page(kind: ValueType) -> ConnectorFacts:
        return everywhere(
            page_of(connector),
            lambda _, found: tuple(replace(v, type=kind) if v.name == field else v for v in found),
        )

    assert told(drift(spec, page("boolean"), COMMON)) & {("configuration", "type", field)} == set()
    assert ("configuration", "type", field) in told(drift(spec, page("integer"), COMMON))
    assert list(fixed_errata(spec, page("boolean"), "")) == []
    assert len(list(fixed_errata(spec, page("integer"), ""))) == 1


def test_a_model_shares_none_of_a_pages_mistakes() -> None:
    connector = next(c for c in CONNECTORS if c.configuration and c.configuration[0].type == "string")
    about = About("configuration", "type", connector.configuration[0].name)
    spec = replace(facts_of(connector), errata=(Erratum("w", "s", "r", "y", about=(about,)),))
    other = everywhere(page_of(connector), lambda _, found: tuple(map(another_type, found)))
    model = replace(other, kind="model")
    assert ("configuration", "type", about.key) not in told(drift(spec, other, COMMON))
    assert ("configuration", "type", about.key) in told(drift(spec, model, COMMON))


def test_a_way_to_sign_in_that_is_known_to_be_missing_takes_its_values_with_it() -> None:
    connector = next(c for c in CONNECTORS if len(c.methods) > 1 and len(c.methods[0].configuration) > 1)
    first = connector.methods[0].name
    spec = replace(
        facts_of(connector),
        errata=(Erratum("w", "s", "r", "y", about=(About("methods", "missing", first),)),),
    )
    page = page_of(connector)
    without = replace(page, methods=page.methods[1:])
    assert not [c for c in drift(spec, without, COMMON) if c.where.startswith(f"authentication.{first}.")]
    assert not [c for c in drift(spec, without, COMMON) if c.kind == "method-removed"]
    name = page.methods[0].configuration[0]
    poorer = replace(page.methods[0], configuration=page.methods[0].configuration[1:])
    fields = tuple(f for f in page.configuration if f.name != name)
    partly = replace(page, methods=(poorer, *page.methods[1:]), configuration=fields)
    assert ("configuration", "removed", name) in told(drift(spec, partly, COMMON)), "the way to sign in is there"
